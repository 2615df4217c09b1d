import Blobs
import Foundation
import Kernel
import Privacy
import Purposes
import Queue
import Store
import Studio
import TestSupport
import Testing
import Vault

/// Deletions that people ask for: when they begin, what goes, and what the report tells.
@Suite(.timeLimit(.minutes(5)))
struct RemovalTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.seededPerson()
    }

    @Test func `what somebody made goes, and they stay`() async throws {
        let removal = try await place.removed(.content, of: person)
        #expect(removal.state == .erased)
        for table in ["studio_job", "studio_image", "studio_word", "studio_request"] {
            #expect(try await place.rows(in: table, where: "subject_id = \(person)") == 0, "\(table)")
        }
        #expect(try await place.files.list().isEmpty)
        #expect(try await place.rows(in: "accounts_account", where: "subject_id = \(person)") == 1)
        _ = try await place.permit(for: person)
    }

    @Test(arguments: [Removal.Scope.content, .everything])
    func `a report counts what there was, and all of that is gone`(scope: Removal.Scope) async throws {
        let pictures = try await place.rows(in: "studio_image", where: "subject_id = \(person)")
        let files = try await place.files.list().count
        let removal = try await place.removed(scope, of: person)
        #expect(removal.counts.first { $0.store == "studio_image" }?.before == pictures)
        #expect(removal.counts.first { $0.store == "blobs" }?.before == files)
        #expect(removal.counts.allSatisfy { $0.before > 0 && $0.erased == $0.before })
    }

    @Test func `the report on everything is about nobody and tells what stays`() async throws {
        let removal = try await place.removed(.everything, of: person)
        #expect(removal.subject == nil)
        #expect(removal.retained.map(\.store) == ["privacy_erasure"])
        #expect(removal.retained.allSatisfy { $0.until != nil })
    }

    @Test func `until it is due nothing goes, and it can be stopped`() async throws {
        let asked = try await place.privacy.remove(.everything, of: person, after: .week)
        #expect(asked.state == .pending)
        place.time.advance(by: Duration.days(7) - .seconds(1))
        #expect(try await place.privacy.beginDueRemovals() == 0)
        #expect(try await place.privacy.cancel(asked.id, of: person).state == .canceled)
        place.time.advance(by: .days(1))
        #expect(try await place.privacy.beginDueRemovals() == 0)
        _ = try await place.permit(for: person)
    }

    @Test func `once it is due it begins, and it is too late to stop it`() async throws {
        let asked = try await place.privacy.remove(.content, of: person, after: .week)
        place.time.advance(by: .days(7))
        await #expect(throws: Problem(.erasureBegun)) { try await place.privacy.cancel(asked.id, of: person) }
        #expect(try await place.privacy.beginDueRemovals() == 1)
        #expect(try await place.finished(asked.id).state == .erased)
    }

    @Test func `a deletion that cannot begin does not keep the others back`() async throws {
        let other = try await place.newVisitor()
        _ = try await place.privacy.remove(.content, of: other, after: .week)
        place.time.advance(by: .seconds(1))
        let asked = try await place.privacy.remove(.content, of: person, after: .week)
        try await place.ring.destroyKey(of: other)
        place.time.advance(by: .days(7))
        await #expect(throws: (any Error).self) { try await place.privacy.beginDueRemovals() }
        #expect(try await place.finished(asked.id).state == .erased)
    }

    @Test func `asking again answers with the same id, and the earlier end counts`() async throws {
        let first = try await place.privacy.remove(.content, of: person, after: .month)
        let second = try await place.privacy.remove(.content, of: person, after: .week)
        #expect(second.id == first.id)
        #expect(second.dueAt == place.time.now + .days(7))
    }

    @Test func `nobody stops somebody else's`() async throws {
        let asked = try await place.privacy.remove(.content, of: person, after: .week)
        await #expect(throws: Problem(.notFound)) {
            try await place.privacy.cancel(asked.id, of: place.newVisitor())
        }
    }

    @Test func `what is made after it began stays`() async throws {
        let asked = try await place.privacy.remove(.content, of: person, after: .none)
        place.time.advance(by: .seconds(1))
        let job = try await place.submit(.sample("a tree", size: "200x64"), for: person)
        try await place.working {
            _ = try await place.end(of: asked.id)
            _ = try await place.ended(job, of: person)
        }
        #expect(try await place.job(job, of: person).images.count == 1)
    }
}

extension TestInstallation {
    /// Asks for a deletion at once and waits for its report.
    func removed(_ scope: Removal.Scope, of person: SubjectID) async throws -> Removal {
        try await finished(privacy.remove(scope, of: person, after: .none).id)
    }

    /// Works until a deletion has ended.
    func finished(_ id: RemovalID) async throws -> Removal {
        try await working { try await end(of: id) }
    }

    /// Waits until a deletion has ended, while somebody works.
    func end(of id: RemovalID) async throws -> Removal {
        while true {
            let removal = try await privacy.removal(id)
            if removal.finishedAt != nil { return removal }
            await Task.yield()
            try Task.checkCancellation()
        }
    }
}
