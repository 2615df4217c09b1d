import Foundation
import Glibc
import Kernel
import Privacy
import Store
import TestSupport
import Testing

/// A database that is older than the key ring beside it: a restored backup.
@Suite(.timeLimit(.minutes(5)))
struct ReplayTests {
    let folder: TempFolder
    let person: SubjectID
    let other: SubjectID

    /// Erases one of two people and wipes the other after a copy was made, then puts the copy back.
    init() async throws {
        folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        (person, other) = (try await place.seededPerson(), try await place.seededPerson())
        let copy = folder["copy.sqlite"]
        try await SQLiteStore.copy(folder["nbp.sqlite"], to: copy)
        try await place.erase(person)
        _ = try await place.removed(.content, of: other)
        try place.store.close()
        for suffix in ["", "-wal", "-shm"] { unlink(folder["nbp.sqlite"].path + suffix) }
        try FileManager.default.moveItem(at: copy, to: folder["nbp.sqlite"])
    }

    @Test func `what was deleted since is deleted again, and once`() async throws {
        let place = try await TestInstallation(.later(), in: folder)
        #expect(try await place.rowsByTable(about: person).values.reduce(0, +) > 1)
        #expect(try await place.privacy.needsReplay())
        #expect(try await place.privacy.replay() == 2)
        #expect(try await place.rowsByTable(about: person).filter { $0.value > 0 } == ["privacy_erasure": 1])
        #expect(try await place.rows(in: "studio_image") == 0)
        #expect(try await place.rows(in: "accounts_account", where: "subject_id = \(other)") == 1)
        #expect(try await !place.privacy.needsReplay())
    }

    @Test func `a crash in between loses no line`() async throws {
        await #expect(processExitsWith: .exitCode(9)) { [path = folder.url.path as String] in
            let plan = TestInstallation.Plan.later(
                Checkpoint(reach: { if "\($0)" == "replay.line" { _exit(9) } })
            )
            try await TestInstallation(plan, at: URL(filePath: path)).privacy.replay()
        }
        let place = try await TestInstallation(.later(), in: folder)
        #expect(try await place.privacy.replay() == 1)
        #expect(try await place.rows(in: "studio_image") == 0)
    }

    /// The first line erases a person, the second wipes what another one made.
    @Test(arguments: [("erase.notice", 2), ("erase.files", 2), ("wipe.files", 1), ("wipe.rows", 1)])
    func `a line that a crash tore apart is not done, and nothing is served before it is`(
        point: String,
        left: Int
    ) async throws {
        await #expect(processExitsWith: .exitCode(9)) { [point, path = folder.url.path as String] in
            let plan = TestInstallation.Plan.later(Checkpoint(reach: { if "\($0)" == point { _exit(9) } }))
            try await TestInstallation(plan, at: URL(filePath: path)).privacy.replay()
        }
        let place = try await TestInstallation(.later(), in: folder)
        #expect(try await place.privacy.needsReplay())
        #expect(try await place.privacy.replay() == left)
        #expect(try await place.rowsByTable(about: person).filter { $0.value > 0 } == ["privacy_erasure": 1])
        #expect(try await place.rows(in: "studio_image") == 0)
        #expect(try await !place.privacy.needsReplay())
    }

    @Test func `a wipe that has not ended does not pass for one that an older copy lacks`() async throws {
        let place = try await TestInstallation()
        _ = try await place.privacy.remove(.content, of: place.seededPerson(), after: .none)
        #expect(try await !place.privacy.needsReplay())
    }

    @Test func `a database that knows everything needs none`() async throws {
        let place = try await TestInstallation()
        try await place.erase(place.seededPerson())
        #expect(try await !place.privacy.needsReplay())
    }
}

extension TestInstallation.Plan {
    /// Another process of the same folder.
    fileprivate static func later(_ checkpoint: Checkpoint = .none) -> Self {
        var plan = Self()
        plan.randomness = .seeded(7)
        plan.checkpoint = checkpoint
        return plan
    }
}
