import Blobs
import Foundation
import Imaging
import Kernel
import Privacy
import Store
import Studio
import TestSupport
import Testing

/// What becomes of files that programs bring.
@Suite(.timeLimit(.minutes(5)))
struct StoredFileTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    @Test func `a picture is kept as all uploads are, under its own number`() async throws {
        let bytes = try await Data.picture()
        let file = try await place.keep(bytes, named: "C:\\Photos\\cat.jpg", for: person)
        #expect((file.name, file.bytes, file.mediaType) == ("cat.jpg", bytes.count, "image/jpeg"))
        let image = try await place.studio.picture(ofFile: file.id, under: place.permit(for: person))
        #expect(image.value == file.id.value)
        let details = try await place.studio.picture(image, under: place.permit(for: person))
        #expect(details.picture.isUpload && details.name == "cat.jpg")
        #expect(try await place.read(file.id, for: person) == place.bytes(of: image, for: person))
    }

    @Test(arguments: ["{a: b}", " \n{\"a\": 1}\n", "\u{FEFF}{}"])
    func `lines are kept byte for byte`(text: String) async throws {
        let bytes = Data(text.utf8)
        let file = try await place.keep(bytes, for: person)
        #expect((file.content, file.bytes, file.mediaType) == (.lines, bytes.count, "application/jsonl"))
        #expect(try await place.read(file.id, for: person) == bytes)
    }

    @Test func `what is neither is refused, and nothing is kept of it`() async throws {
        await #expect(throws: Problem.self) { try await place.keep(Data("%PDF-1.7".utf8), for: person) }
        await #expect(throws: Problem.self) { try await place.keep(Data(), for: person) }
        await #expect(throws: Problem.self) {
            try await place.keep(.picture(), for: person, purpose: .batch)
        }
        #expect(try await place.rows(in: "studio_file") == 0)
        #expect(try await place.files.list().isEmpty)
    }

    @Test func `names, digests and lines lie sealed`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        let person = try await place.newVisitor()
        _ = try await place.keep(Data("{canary: a cage}".utf8), named: "canary.jsonl", for: person)
        #expect(try folder.files(holding: Data("canary".utf8)) == [])
    }

    @Test func `files are listed page by page, in either order, by purpose`() async throws {
        var ids: [StoredFileID] = []
        for number in 1...3 { ids.append(try await place.keep(Data("{\(number): a}".utf8), for: person).id) }
        let picture = try await place.keep(.picture(), for: person, purpose: .vision).id
        let studio = place.studio
        func page(_ page: FilePage) async throws -> [StoredFileID] {
            try await studio.storedFiles(page, under: place.permit(for: person)).items.map(\.id)
        }
        #expect(try await page(FilePage(limit: 9)) == [picture] + ids.reversed())
        #expect(try await page(FilePage(limit: 2)) == [picture, ids[2]])
        #expect(try await page(FilePage(after: ids[2], limit: 9)) == [ids[1], ids[0]])
        #expect(try await page(FilePage(after: ids[0], limit: 1, isOldestFirst: true)) == [ids[1]])
        #expect(try await page(FilePage(limit: 9, purpose: .vision)) == [picture])
    }

    @Test func `another person's file does not exist`() async throws {
        let file = try await place.keep(Data("{a: b}".utf8), for: person)
        let stranger = try await place.newVisitor()
        await #expect(throws: Problem(.notFound)) {
            try await place.studio.storedFile(file.id, under: place.permit(for: stranger))
        }
        try await place.studio.forget(file.id, of: stranger)
        #expect(try await place.rows(in: "studio_file") == 1)
    }

    @Test func `a file whose time is over is not there, and is collected`() async throws {
        let file = try await place.keep(Data("{a: b}".utf8), for: person, keptFor: .short)
        place.time.advance(by: .days(2))
        await #expect(throws: Problem(.notFound)) {
            try await place.studio.storedFile(file.id, under: place.permit(for: person))
        }
        let over = try await place.studio.expiredFiles()
        #expect(over == [ExpiredFile(id: file.id, subject: person, image: nil)])
        for file in over { try await place.studio.forget(file.id, of: file.subject) }
        #expect(try await place.rows(in: "studio_file") == 0)
        #expect(try await place.files.list().isEmpty)
    }

    @Test func `a file goes with its picture, and stays while that does`() async throws {
        let file = try await place.keep(.picture(), for: person)
        let image = try await place.studio.picture(ofFile: file.id, under: place.permit(for: person))
        try await place.studio.collect()
        #expect(try await place.rows(in: "studio_file") == 1)
        try await place.privacy.remove(image, of: person)
        #expect(try await place.rows(in: "studio_file") == 0)
    }

    @Test func `lines that a crash left without a row are collected, and others are not`() async throws {
        let kept = try await place.keep(Data("{a: b}".utf8), for: person)
        let stray = BlobName(
            of: StoredFileID(UUIDv7(at: place.time.now, counter: 9, chance: 9)),
            variant: "lines"
        )
        try await place.blobs.write(Data("{c: d}".utf8), as: stray, under: place.permit(for: person))
        place.time.advance(by: .hours(2))
        #expect(try await place.studio.collect() == 1)
        #expect(try await place.read(kept.id, for: person) == Data("{a: b}".utf8))
    }

    @Test func `files count among the uploads of a day`() async throws {
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImagesPerDay: nil, uploadsPerDay: 2)
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        _ = try await place.keep(Data("{a: b}".utf8), for: person)
        _ = try await place.keep(.picture(), for: person)
        let problem = await #expect(throws: Problem.self) {
            try await place.keep(Data("{c: d}".utf8), for: person)
        }
        #expect(problem?.code == .quotaExceeded)
        place.time.advance(by: .days(1))
        _ = try await place.keep(Data("{c: d}".utf8), for: person)
    }

    @Test func `a retry that says so answers with the file that is there`() async throws {
        let first = OrderAttempt(fingerprint: Data("f".utf8), joining: .orphan)
        let again = OrderAttempt(fingerprint: Data("f".utf8), joining: .newest)
        let file = try await place.keep(Data("{a: b}".utf8), for: person, attempt: first)
        #expect(try await place.keep(Data("{a: b}".utf8), for: person, attempt: again).id == file.id)
        #expect(try await place.keep(Data("{a: b}".utf8), for: person, attempt: first).id != file.id)
    }

    @Test func `erasing somebody leaves nothing of their files`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        let person = try await place.newVisitor()
        _ = try await place.keep(Data("{a: b}".utf8), for: person)
        _ = try await place.keep(.picture(), for: person)
        try await place.privacy.erase(person, because: .asked)
        try await place.working {
            while try await place.rows(in: "studio_file") > 0 { await Task.yield() }
        }
        #expect(try folder.files().filter { $0.hasPrefix("blobs/") } == [])
    }
}

extension TestInstallation {
    /// Keeps a file as a program brings it.
    @discardableResult
    func keep(
        _ bytes: Data,
        named name: String? = nil,
        for person: SubjectID,
        purpose: StoredFile.Purpose = .userData,
        keptFor lifetime: FileLifetime = .usual,
        attempt: OrderAttempt? = nil
    ) async throws -> StoredFile {
        let new = NewFile(try await .sample(bytes), named: name, for: purpose, keptFor: lifetime)
        return try await studio.keep(new, attempt, for: person)
    }

    /// All that can be fetched of a file with bytes.
    func read(_ file: StoredFileID, for person: SubjectID) async throws -> Data? {
        switch try await studio.contents(of: file, under: permit(for: person)) {
        case .picture(let file): try await file.bytes()
        case .lines(let blob): try await blob.bytes()
        case .outcome: nil
        }
    }
}
