import Foundation
import Kernel
import Privacy
import Store
import TestSupport
import Testing

/// What an erasure leaves on disk, read as bytes.
@Suite(.timeLimit(.minutes(5)))
struct TracesTests {
    @Test func `no file holds anything of an erased person any more`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        let person = try await place.seededPerson()
        let canaries = try await place.canaries(of: person, in: folder)
        let before = try canaries.filter { try folder.files(holding: $0).isEmpty }
        #expect(before.isEmpty, "each canary can be found while the person is there")
        try await place.erase(person)
        let after = try canaries.flatMap { try folder.files(holding: $0) }
        #expect(after == [])
        #expect(try folder.files().filter { $0.contains("img_") } == [])
    }

    @Test func `the words of a prompt never reach a disk readable`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        _ = try await place.seededPerson()
        #expect(try folder.files(holding: Data("canary".utf8)) == [])
    }
}

extension TestInstallation {
    /// Bytes that lie on disk because of a person: ids of their jobs and pictures, sealed words, hashes, the wrapped key.
    fileprivate func canaries(of person: SubjectID, in folder: TempFolder) async throws -> [Data] {
        let stored: [Data] = try await store.read { tx in
            try tx.all(
                """
                SELECT id AS bytes FROM studio_job WHERE subject_id = \(person)
                UNION ALL SELECT id FROM studio_image WHERE subject_id = \(person)
                UNION ALL SELECT prompt FROM studio_job WHERE subject_id = \(person)
                UNION ALL SELECT word FROM studio_word WHERE subject_id = \(person)
                UNION ALL SELECT key_index FROM studio_request WHERE subject_id = \(person)
                UNION ALL SELECT token_index FROM accounts_visitor WHERE subject_id = \(person)
                """
            ) { try $0.get("bytes") }
        }
        let keys: [Data] = try await SQLiteStore(file: folder["keys/ring.sqlite"]).read { tx in
            try tx.all("SELECT wrapped FROM ring_key WHERE subject_id = \(person)") { try $0.get("wrapped") }
        }
        #expect(keys.count == 1)
        return stored + keys
    }
}
