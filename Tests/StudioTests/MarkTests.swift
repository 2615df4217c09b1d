import Blobs
import Foundation
import Imaging
import Kernel
import Provenance
import Queue
import Studio
import TestSupport
import Testing

/// What the files of pictures say of themselves.
@Suite(.timeLimit(.minutes(5)))
struct MarkTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    private func made() async throws -> Image {
        try #require(try await place.run(.sample(size: "200x64"), for: person).images.first)
    }

    private func judgement(
        of image: Image,
        _ width: Int? = nil,
        _ format: ImageFormat? = nil
    ) async throws -> Judgement {
        let permit = try await place.permit(for: person)
        let file = try await place.studio.file(of: image.id, width: width, format: format, under: permit)
        return await place.provenance.judge(try await file.bytes())
    }

    @Test(arguments: [nil, .png, .jpeg, .webp] as [ImageFormat?])
    func `a picture is signed in every format that can carry it`(format: ImageFormat?) async throws {
        let judgement = try await judgement(of: made(), nil, format)
        #expect(judgement.standing == .madeHere)
        #expect(judgement.source == SourceTerm("algorithmicMedia"))
        #expect(judgement.act == .created(references: 0))
    }

    @Test(arguments: [.png, .jpeg, .webp] as [ImageFormat])
    func `a provider's own mark stays in the file, in every format`(format: ImageFormat) async throws {
        let provided = try ProvidedFile.named("jpeg")
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine([.delivers(provided.file)])
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let job = try await place.run(.sample(size: "200x64"), for: person)
        let image = try #require(job.images.first)
        #expect(image.provider == provided.maker)
        let permit = try await place.permit(for: person)
        let file = try await place.studio.file(of: image.id, width: nil, format: format, under: permit)
        let judgement = await place.provenance.judge(try await file.bytes())
        #expect(judgement.standing == .madeHere && judgement.provider?.maker == provided.maker)
    }

    @Test func `a mark that is broken, or repeats the prompt, costs nothing but the mark`() async throws {
        let provided = try ProvidedFile.named("png")
        var broken = provided.file
        broken[broken.count - 20] ^= 1
        for (file, prompt) in [(broken, "a red cat"), (provided.file, provided.maker)] {
            var plan = TestInstallation.Plan()
            plan.engine = FakeEngine([.delivers(file)])
            let place = try await TestInstallation(plan)
            let person = try await place.newVisitor()
            let job = try await place.run(.sample(prompt, size: "200x64"), for: person)
            #expect(job.status == .succeeded && job.images.first?.provider == nil)
        }
    }

    @Test func `what cannot be signed is not delivered, and nothing is left of it`() async throws {
        var plan = TestInstallation.Plan()
        plan.marks = FailingMarks.init
        plan.queue.tries = 1
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let job = try await place.run(.sample(size: "200x64"), for: person)
        #expect(job.status == .failed)
        #expect(job.failure == .engineFailed)
        #expect(job.images.isEmpty)
        #expect(try await place.files.list().map(\.name) == [])
    }

    @Test(arguments: [(160, nil), (160, .jpeg), (nil, .avif)] as [(Int?, ImageFormat?)])
    func `thumbnails and AVIF carry the unsigned mark alone`(
        width: Int?,
        format: ImageFormat?
    ) async throws {
        let judgement = try await judgement(of: made(), width, format)
        #expect(judgement == Judgement(.unsigned, source: SourceTerm("algorithmicMedia")))
    }
}

/// Marks as they are, but that nothing can be signed.
private struct FailingMarks: Marks {
    let provenance: Provenance

    func packet(for source: SourceTerm) -> Data { provenance.packet(for: source) }

    func signed(_ file: Data, made origin: Origin) throws -> Data { throw ProvenanceError.unsuitableFile }

    func judge(_ file: Data) async -> Judgement { await provenance.judge(file) }
}
