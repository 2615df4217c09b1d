import FoundationEssentials
import Imaging
import Kernel
import TestSupport
import Testing

@testable import Provenance

/// A provider's content credentials, and what becomes of them in a file of ours.
@Suite(.timeLimit(.minutes(5)))
struct ProviderMarkTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    private func mark(_ name: String = "png") async throws -> ProviderMark {
        try #require(try await ProviderMark.read(in: ProvidedFile.named(name).file))
    }

    private func origin(_ act: Origin.Act, _ mark: ProviderMark) throws -> Origin {
        Origin(try Origin.sample("trainedAlgorithmicMedia").source, act, from: mark)
    }

    @Test(arguments: ProvidedFile.names)
    func `what another implementation wrote is read`(name: String) async throws {
        let provided = try ProvidedFile.named(name)
        let mark = try #require(try await ProviderMark.read(in: provided.file))
        #expect(mark.maker == provided.maker)
        #expect(mark.manifests.count == (name == "again" ? 2 : 1))
    }

    @Test(arguments: Workshop.formats, ProvidedFile.names)
    func `a file of ours holds it and is whole`(encoding: ImageEncoding, name: String) async throws {
        let origin = try origin(.created(references: 0), try await mark(name))
        let judgement = await workshop.provenance.judge(try await workshop.signed(encoding, origin))
        #expect(judgement.standing == .madeHere)
        #expect(judgement.origin == origin)
    }

    @Test(arguments: [
        Origin.Act.created(references: 0), .created(references: 3), .edited, .composed(of: 2),
    ])
    func `what was done beside it is read back`(act: Origin.Act) async throws {
        let origin = try origin(act, try await mark())
        let judgement = await workshop.provenance.judge(try await workshop.signed(.png, origin))
        #expect(judgement.origin == origin)
    }

    @Test func `a file without credentials has no mark`() async throws {
        for file in [try await workshop.unsigned(.png), Data(), Data("GIF89a".utf8)] {
            #expect(try await ProviderMark.read(in: file) == nil)
        }
    }

    @Test(arguments: [("png", 1), ("again", 7)])
    func `no byte of a file that holds one can be changed unnoticed`(name: String, step: Int) async throws {
        let origin = try origin(.created(references: 0), try await mark(name))
        let signed = try await workshop.signed(.png, origin)
        for place in stride(from: 0, to: signed.count, by: step) {
            var changed = signed
            changed[place] ^= 1 << UInt8(place % 8)
            let judgement = await workshop.provenance.judge(changed)
            #expect(judgement.standing != .madeHere, "at \(place) of \(signed.count)")
        }
    }

    @Test func `a file of ours from which it was taken out is changed`() async throws {
        let signed = try await workshop.signed(.png, origin(.created(references: 0), try await mark()))
        let carrier = try #require(PNGCarrier(signed))
        let store = try #require(carrier.pieces.stores.first)
        let bare = signed.prefix(store.range.lowerBound) + signed.dropFirst(store.range.upperBound)
        let own = PNGCarrier.embedding(try StoreParts(store.bytes).own)
        let stripped = try #require(PNGCarrier(Data(bare))).file(with: own)
        #expect(await workshop.provenance.judge(stripped).standing == .changed)
    }

    @Test(arguments: ["png", "jpeg", "webp"])
    func `a file that was cut has no mark that is kept`(name: String) async throws {
        let file = try ProvidedFile.named(name).file
        for length in stride(from: 0, to: file.count, by: 3) {
            let mark = try? await ProviderMark.read(in: file.prefix(length))
            #expect(mark == nil, "at \(length)")
        }
    }

    @Test(arguments: ["png", "jpeg", "again"])
    func `whatever damage does, a mark that is kept names who signed it`(name: String) async throws {
        let provided = try ProvidedFile.named(name)
        let dice = Randomness.seeded(9)
        for place in stride(from: 0, to: provided.file.count, by: 2) {
            var damaged = provided.file
            damaged[place] = dice.bytes(1)[0]
            let mark = try? await ProviderMark.read(in: damaged)
            #expect(mark == nil || mark?.maker == provided.maker, "at \(place)")
        }
    }

    @Test func `a changed pixel, and another picture's mark, are not kept`() async throws {
        let provided = try ProvidedFile.named("png").file
        var changed = provided
        changed[provided.count - 20] ^= 1
        await #expect(throws: ProviderMark.Flaw.broken) { try await ProviderMark.read(in: changed) }
        let store = try #require(PNGCarrier(provided)?.pieces.stores.first)
        let other = try #require(PNGCarrier(try await workshop.unsigned(.png)))
        let moved = other.file(with: PNGCarrier.embedding(store.bytes))
        await #expect(throws: ProviderMark.Flaw.broken) { try await ProviderMark.read(in: moved) }
    }

    @Test func `what is too large or no store at all is not kept`() async throws {
        let carrier = try #require(PNGCarrier(try await workshop.unsigned(.png)))
        for (count, flaw) in [(ProviderMark.largest + 1, ProviderMark.Flaw.tooLarge), (64, .malformed)] {
            let bytes = [UInt8](repeating: 0, count: count)
            let file = carrier.file(with: PNGCarrier.embedding(bytes))
            await #expect(throws: flaw) { try await ProviderMark.read(in: file) }
        }
    }

    @Test func `one that repeats what was asked for is not kept`() async throws {
        let mark = try await mark()
        #expect(throws: ProviderMark.Flaw.tellsWords) { try mark.silent(about: "Provider Engine") }
        #expect(try mark.silent(about: "a red boat on a lake") == mark)
        // So few letters stand anywhere.
        #expect(try mark.silent(about: "Engine") == mark)
    }

    @Test(arguments: [
        ("Engine 2 (beta)", "Engine 2 (beta)"), ("<b>Engine</b>", "bEngineb"), ("  \u{202e}  ", nil),
        ("e" + String(repeating: "\u{301}", count: 100_000), "e"),
        (String(repeating: "x", count: 100), String(repeating: "x", count: 64)),
    ])
    func `a maker's name is short and plain`(told: String, shown: String?) {
        #expect(ForeignManifest.shown(told) == shown)
    }

    @Test func `a file that holds one tells more than ours do`() async throws {
        let signed = try await workshop.signed(.png, origin(.created(references: 0), try await mark()))
        #expect(PlainFile(try await workshop.signed(.png)).isPlain)
        #expect(!PlainFile(signed).isPlain)
    }
}
