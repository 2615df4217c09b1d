import Blobs
import Engines
import Foundation
import Imaging
import Kernel
import Studio
import TestSupport
import Testing

/// What archives bring.
@Suite(.timeLimit(.minutes(5)))
struct BringTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    @Test func `a second picture in one place of a job is refused, and nothing of it is stored`() async throws
    {
        let job = try await place.run(.sample(size: "64x64"), for: person)
        let files = try await place.files.list().count
        let second = BroughtPicture(
            id: ImageID(UUIDv7(at: place.time.now, counter: 0, chance: 1)),
            job: job.id,
            bytes: Data(),
            position: 0,
            seed: 1,
            source: "algorithmicMedia",
            parent: nil
        )
        await #expect(throws: Problem(.wrongFieldType)) {
            try await place.studio.bring(second, for: person)
        }
        #expect(try await place.files.list().count == files)
    }

    @Test func `what a brought file says beside its pixels is not kept, and what made it is what it says`()
        async throws
    {
        let (job, file) = try await made()
        let chunk = Self.chunk("tEXt", Data("Comment\0a garden in Tamsui".utf8))
        let bytes = file.prefix(33) + chunk + file.dropFirst(33)
        let (other, image) = try await bring(bytes, of: job, calledMadeBy: "digitalCapture")
        let kept = try await place.bytes(of: image, for: other)
        #expect(!kept.contains("Tamsui".utf8))
        #expect(kept.contains("algorithmicMedia".utf8))
        let permit = try await place.permit(for: other)
        #expect(try await place.studio.picture(image, under: permit).picture.source == .algorithmicMedia)
    }

    @Test func `a file with our marks alone is kept byte for byte`() async throws {
        let (job, file) = try await made()
        let (other, image) = try await bring(file, of: job, calledMadeBy: "algorithmicMedia")
        #expect(try await place.bytes(of: image, for: other) == file)
    }

    private func made() async throws -> (Job, Data) {
        let job = try await place.run(.sample(size: "64x64"), for: person)
        let image = try #require(job.images.first)
        return (job, try await place.bytes(of: image.id, for: person))
    }

    /// As another person's own, under new names.
    private func bring(
        _ bytes: Data,
        of job: Job,
        calledMadeBy source: String
    ) async throws -> (SubjectID, ImageID) {
        let other = try await place.newVisitor()
        try await place.studio.bring(
            BroughtJob(
                id: .sample(9),
                prompt: "a garden",
                model: job.model,
                style: nil,
                task: "generate",
                status: "succeeded",
                failure: nil,
                notes: nil,
                width: job.size.width,
                height: job.size.height,
                count: 1,
                seed: 1,
                price: 0,
                parent: nil
            ),
            for: other
        )
        try await place.studio.bring(
            BroughtPicture(
                id: .sample(9),
                job: .sample(9),
                bytes: bytes,
                position: 0,
                seed: 1,
                source: source,
                parent: nil
            ),
            for: other
        )
        return (other, .sample(9))
    }

    private static func chunk(_ type: String, _ content: Data) -> Data {
        let checked = Data(type.utf8) + content
        let length = UInt32(content.count).bigEndian
        let sum = CRC32.of(checked).bigEndian
        return withUnsafeBytes(of: length) { Data($0) } + checked + withUnsafeBytes(of: sum) { Data($0) }
    }
}

extension Data {
    fileprivate func contains(_ text: String.UTF8View) -> Bool {
        range(of: Data(text)) != nil
    }
}
