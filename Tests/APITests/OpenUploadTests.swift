import Accounts
import Blobs
import Foundation
import Kernel
import Studio
import TestSupport
import Testing

@testable import API

/// Uploads that come in pieces.
@Suite(.timeLimit(.minutes(1)))
struct OpenUploadTests {
    let time = TestClock()
    let owner = Person.owner(SubjectID(UUIDv7(at: TestClock().now, counter: 0, chance: 1)))
    let whole = Data("0123456789".utf8)

    private func upload(of length: Int = 10) -> OpenUpload {
        OpenUpload(of: owner, length: length, named: "d", in: Spool(inMemory: .system))
    }

    private func bring(_ piece: Data, at offset: Int, to upload: OpenUpload) async throws {
        let skipped = try await upload.begin(at: offset)
        do {
            try await upload.append(Data(piece.dropFirst(skipped)))
        } catch {
            await upload.end()
            throw error
        }
        await upload.end()
    }

    /// What it would have kept.
    private func content(of upload: OpenUpload) async throws -> Data {
        let found = Found()
        await #expect(throws: Kept.self) {
            _ = try await upload.finish { content in
                await found.keep(try await content.bytes())
                throw Kept()
            }
        }
        return await found.bytes
    }

    @Test(arguments: 0...10)
    func `a file is the same wherever it is cut`(cut: Int) async throws {
        let upload = upload()
        try await bring(whole.prefix(cut), at: 0, to: upload)
        try await bring(Data(whole.dropFirst(cut)), at: cut, to: upload)
        #expect(try await content(of: upload) == whole)
    }

    @Test(arguments: 0...10, [0, 3, 10])
    func `a piece may come again, whole or in part`(end: Int, start: Int) async throws {
        let upload = upload()
        try await bring(whole.prefix(end), at: 0, to: upload)
        guard start <= end else { return }
        try await bring(Data(whole.dropFirst(start)), at: start, to: upload)
        #expect(try await content(of: upload) == whole)
    }

    @Test func `a gap is refused, and the next piece still fits`() async throws {
        let upload = upload()
        try await bring(whole.prefix(3), at: 0, to: upload)
        await #expect(throws: Problem.self) { try await bring(whole, at: 4, to: upload) }
        try await bring(Data(whole.dropFirst(3)), at: 3, to: upload)
        #expect(try await content(of: upload) == whole)
    }

    @Test func `more than was announced is refused, and so is the end of less`() async throws {
        let upload = upload(of: 9)
        await #expect(throws: Problem.self) { try await bring(whole, at: 0, to: upload) }
        try await bring(whole.prefix(8), at: 0, to: upload)
        let problem = await #expect(throws: Problem.self) {
            _ = try await upload.finish { _ in throw Kept() }
        }
        #expect(problem?.code == .valueOutOfRange)
    }

    @Test func `two pieces at once are refused`() async throws {
        let upload = upload()
        _ = try await upload.begin(at: 0)
        await #expect(throws: Problem(.tooBusy, field: "file")) { _ = try await upload.begin(at: 0) }
    }

    @Test func `an address is found for an hour, and no other one ever`() async throws {
        let uploads = OpenUploads(clock: time.clock, randomness: .system)
        let token = try await uploads.open(upload())
        #expect(token.count == 43)
        _ = try await uploads.upload(token)
        await #expect(throws: Problem(.notFound)) {
            _ = try await uploads.upload(String(token.dropLast()) + "!")
        }
        time.advance(by: .hours(1))
        await #expect(throws: Problem(.notFound)) { _ = try await uploads.upload(token) }
    }

    @Test func `one person has so many uploads at once`() async throws {
        let uploads = OpenUploads(clock: time.clock, randomness: .system)
        for _ in 0..<16 { _ = try await uploads.open(upload()) }
        await #expect(throws: Problem(.tooBusy, field: "file")) { _ = try await uploads.open(upload()) }
        time.advance(by: .hours(1))
        _ = try await uploads.open(upload())
    }

    @Test(arguments: ["file-%", "file_%", "files/%", "%", "https://host/v1/files/%", "img_%"])
    func `a file's id is understood in every spelling`(form: String) {
        let id = StoredFileID(UUIDv7(at: time.now, counter: 1, chance: 2))
        #expect(StoredFileID(anySpelling: form.replacing("%", with: id.value.text)) == id)
    }

    private struct Kept: Error {}

    private actor Found {
        private(set) var bytes = Data()

        func keep(_ bytes: Data) { self.bytes = bytes }
    }
}
