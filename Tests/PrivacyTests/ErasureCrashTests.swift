import Blobs
import Foundation
import Glibc
import Kernel
import Privacy
import Queue
import Store
import TestSupport
import Testing
import Vault

@Suite(.timeLimit(.minutes(5)))
struct ErasureCrashTests {
    @Test(arguments: [
        "erase.ledger", "erase.held", "erase.key", "erase.notice", "erase.files", "erase.rows",
    ])
    func `an erasure that a crash tore apart is finished by the next process`(point: String) async throws {
        let folder = try TempFolder()
        let person = try await TestInstallation(in: folder).seededPerson()
        await #expect(processExitsWith: .exitCode(9)) {
            [point, path = folder.url.path as String, name = person.text as String] in
            var plan = TestInstallation.Plan()
            plan.randomness = .seeded(2)
            plan.checkpoint = Checkpoint { if "\($0)" == point { _exit(9) } }
            let place = try await TestInstallation(plan, at: URL(filePath: path))
            let person = try #require(SubjectID(name))
            try await place.privacy.erase(person, because: .asked)
            try await place.working { try await place.untilErased(person) }
        }
        let place = try await TestInstallation.restarted(in: folder)
        try await place.privacy.resumeErasures()
        try await place.working { try await place.untilErased(person) }
        #expect(try await !place.ring.holdsKey(of: person))
        #expect(try await place.rowsByTable(about: person).filter { $0.value > 0 } == ["privacy_erasure": 1])
        #expect(try await place.files.list().isEmpty)
        // One for each erasure: the person's, and that of the keeper of a seeded hold, where that has ended meanwhile.
        let leaves = try await place.rows(in: "audit_leaf", where: "type = 'erasure'")
        #expect(try await leaves == place.rows(in: "privacy_erasure"))
    }
}

extension TestInstallation {
    /// The next process of a data directory: what the last one held is free.
    fileprivate static func restarted(in folder: TempFolder) async throws -> TestInstallation {
        var plan = Plan()
        plan.randomness = .seeded(3)
        let place = try await TestInstallation(plan, in: folder)
        try await place.queue.reclaim()
        return place
    }
}
