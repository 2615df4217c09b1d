import FoundationEssentials
import Imaging
import Kernel
import TestSupport
import Testing

@testable import Provenance

struct JudgeTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    @Test(arguments: Workshop.formats)
    func `what was signed here is known as made here`(encoding: ImageEncoding) async throws {
        let judgement = await workshop.provenance.judge(try await workshop.signed(encoding))
        #expect(
            judgement
                == Judgement(.madeHere, source: SourceTerm("algorithmicMedia"), act: .created(references: 0))
        )
    }

    @Test(.timeLimit(.minutes(5)))
    func `a large file of nothing but names of marks is read in seconds`() async {
        let names = String(repeating: "DigitalSourceType", count: 1_000_000)
        let judgement = await workshop.provenance.judge(Data("GIF89a\(names)".utf8))
        #expect(judgement.source == nil)
    }

    @Test(arguments: [
        Origin.Act.created(references: 0), .created(references: 3), .edited, .composed(of: 1),
        .composed(of: 14),
    ])
    func `what was done is read back`(act: Origin.Act) async throws {
        let origin = try Origin.sample("humanEdits", act)
        let judgement = await workshop.provenance.judge(try await workshop.signed(.png, origin))
        #expect(judgement.origin == origin)
    }

    @Test(arguments: Workshop.formats)
    func `another installation's picture is foreign`(encoding: ImageEncoding) async throws {
        let other = try Workshop.installation()
        let judgement = await other.judge(try await workshop.signed(encoding))
        #expect(judgement == Judgement(.foreign, source: SourceTerm("algorithmicMedia")))
    }

    @Test(arguments: Workshop.formats + [.avif(quality: 50)])
    func `a mark without a signature is told as unsigned`(encoding: ImageEncoding) async throws {
        let judgement = await workshop.provenance.judge(
            try await workshop.unsigned(encoding, "compositeCapture")
        )
        #expect(judgement == Judgement(.unsigned, source: SourceTerm("compositeCapture")))
    }

    @Test(arguments: ["", "GIF89a", "\u{89}PNG", "RIFF....WEBP", "<svg/>"])
    func `bytes without a mark are unmarked`(text: String) async {
        #expect(await workshop.provenance.judge(Data(text.utf8)).standing == .unmarked)
    }

    @Test(arguments: Workshop.formats)
    func `a changed pixel, and a byte behind the end, are told as a change`(
        encoding: ImageEncoding
    ) async throws {
        let signed = try await workshop.signed(encoding)
        var changed = signed
        let place = encoding == .webp(quality: 80) ? 100 : signed.count - 20
        changed[place] ^= 1
        #expect(await workshop.provenance.judge(changed).standing == .changed)
        #expect(await workshop.provenance.judge(signed + [0]).standing == .changed)
    }

    @Test(arguments: Workshop.formats)
    func `no byte of a signed file can be changed unnoticed`(encoding: ImageEncoding) async throws {
        let signed = try await workshop.signed(encoding)
        for place in signed.indices {
            var changed = signed
            changed[place] ^= 1 << UInt8(place % 8)
            let judgement = await workshop.provenance.judge(changed)
            #expect(judgement.standing != .madeHere, "at \(place) of \(signed.count)")
        }
    }

    @Test(arguments: Workshop.formats)
    func `a signed file cut anywhere is not whole`(encoding: ImageEncoding) async throws {
        let signed = try await workshop.signed(encoding)
        for length in 0..<signed.count {
            #expect(await workshop.provenance.judge(signed.prefix(length)).standing != .madeHere)
        }
    }

    @Test(arguments: Workshop.formats)
    func `whatever damage does, judging ends in a judgement`(encoding: ImageEncoding) async throws {
        let signed = try await workshop.signed(encoding)
        let randomness = Randomness.seeded(5)
        for round in 0..<1_500 {
            let damaged = signed.damaged(by: randomness.bytes(16), round: round)
            #expect(await workshop.provenance.judge(damaged).standing != .madeHere || damaged == signed)
        }
    }

    @Test func `a manifest moved to another picture is told as a change`() async throws {
        let signed = try await workshop.signed(.png)
        let store = try #require(PNGCarrier(signed)?.pieces.stores.first)
        let other = try #require(PNGCarrier(try await workshop.unsigned(.png, width: 50)))
        let moved = other.file(with: PNGCarrier.embedding(store.bytes))
        #expect(await workshop.provenance.judge(moved).standing == .changed)
    }

    @Test func `two manifests are not ours`() async throws {
        let signed = try await workshop.signed(.png)
        let store = try #require(PNGCarrier(signed)?.pieces.stores.first)
        let twice = try #require(PNGCarrier(signed)).file(with: PNGCarrier.embedding(store.bytes))
        #expect(await workshop.provenance.judge(twice).standing == .foreign)
    }

    @Test func `a picture stays ours when its certificate has run out`() async throws {
        let signed = try await workshop.signed(.png)
        workshop.clock.advance(by: .days(11 * 365))
        #expect(await workshop.provenance.judge(signed).standing == .madeHere)
    }
}

extension Data {
    /// One of six kinds of damage: bytes changed, cut, doubled, put in, left out, or lengths made huge.
    fileprivate func damaged(by dice: [UInt8], round: Int) -> Data {
        let place = (Int(dice[0]) << 8 | Int(dice[1])) % count
        let length = Int(dice[2]) % (count - place) + 1
        let range = place..<place + Swift.min(length, count - place)
        var bytes = self
        switch round % 6 {
        case 0: for offset in range { bytes[offset] = dice[3 + offset % 13] }
        case 1: bytes = bytes.prefix(place)
        case 2: bytes.insert(contentsOf: self[range], at: place)
        case 3: bytes.insert(contentsOf: dice, at: place)
        case 4: bytes.removeSubrange(range)
        default: bytes.replaceSubrange(place..<Swift.min(place + 4, count), with: [0xFF, 0xFF, 0xFF, 0xFF])
        }
        return bytes
    }
}
