import Accounts
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

@Suite(.timeLimit(.minutes(5)))
struct EraseTests {
    let place: TestInstallation
    let person: SubjectID
    let other: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.seededPerson()
        other = try await place.seededPerson()
    }

    @Test func `nothing of an erased person may be used from the first moment on`() async throws {
        try await place.privacy.erase(person, because: .asked)
        await #expect(throws: Problem(.erased)) { _ = try await place.permit(for: person) }
        #expect(try await !place.ring.holdsKey(of: person))
    }

    @Test func `what the law lets us go on with opens nothing either`() async throws {
        let seat = SealedPlace("note", "text", row: RowID.sample())
        let sealed = try await place.vault.seal(
            Data("canary".utf8),
            at: seat,
            under: place.permit(for: person)
        )
        try await place.privacy.erase(person, because: .asked)
        await #expect(throws: Problem(.erased)) {
            let permit: Permit<HonourRights> = try await place.gate.permit(for: person)
            _ = try await place.vault.open(sealed, under: permit)
        }
    }

    @Test func `an erased person's cookie is nobody's`() async throws {
        let (visitor, token) = try await place.accounts.welcome()
        try await place.privacy.erase(visitor.subject, because: .asked)
        #expect(try await place.accounts.recognise(token) == nil)
    }

    /// A table that the seeds do not reach fails this test: give it a seed in `seededPerson`.
    @Test func `every row about the person goes, in every table of the inventory`() async throws {
        try await place.privacy.freeze(person, logging: [])
        try await place.privacy.restrict(person, by: .person)
        let before = try await place.rowsByTable(about: person)
        let unseeded = before.filter { $0.value == 0 && $0.key != "privacy_erasure" }
        try #require(unseeded.isEmpty)
        try await place.erase(person)
        let left = try await place.rowsByTable(about: person).filter { $0.value > 0 }
        #expect(left == ["privacy_erasure": 1], "only the proof of the erasure stays")
    }

    @Test func `other people's rows and files stay as they were`() async throws {
        let before = try await place.rowsByTable(about: other)
        try await place.erase(person)
        #expect(try await place.rowsByTable(about: other) == before)
        let page = try await place.studio.pictures(
            before: nil,
            holding: nil,
            limit: 9,
            under: place.permit(for: other)
        )
        let image = try #require(page.items.first)
        let file = try await place.studio.file(
            of: image.id,
            width: nil,
            format: nil,
            under: place.permit(for: other)
        )
        #expect(try await file.bytes().count == image.bytes)
    }

    @Test func `every file of the person goes`() async throws {
        let before = try await place.files.list().count
        try await place.erase(person)
        #expect(before == 4)
        #expect(try await place.files.list().count == 2)
    }

    @Test func `the ledger tells when, why and how much, and nothing else`() async throws {
        let before = try await place.rowsByTable(about: person).values.reduce(0, +)
        try await place.erase(person)
        let line = try #require(try await place.line(of: person))
        #expect(line.cause == "asked")
        #expect(line.askedAt == place.time.now)
        #expect(line.finishedAt == place.time.now)
        // Rows that go with a job are not counted one by one.
        #expect((1...before).contains(try #require(line.rows)))
    }

    @Test func `asking twice is harmless and leaves the ledger as it was`() async throws {
        try await place.erase(person)
        let line = try await place.line(of: person)
        place.time.advance(by: .days(1))
        try await place.privacy.erase(person, because: .expired)
        try await place.working {
            for await _ in place.queue.changes(of: person.value)
            where try await place.rows(in: "queue_work", where: "target = \(person)") == 0 { return }
        }
        #expect(try await place.line(of: person) == line)
    }

    @Test func `a stranger can be erased`() async throws {
        try await place.erase(.sample(99))
        #expect(try await place.line(of: .sample(99))?.rows == 0)
    }

    @Test func `an erasure that failed again and again stays open and is queued at the next sweep`()
        async throws
    {
        var plan = TestInstallation.Plan()
        plan.queue.tries = 1
        let place = try await TestInstallation(plan)
        try await place.store.write { tx in _ = try tx.run("ALTER TABLE billing_entry RENAME TO hidden") }
        try await place.privacy.erase(person, because: .asked)
        try await place.working {
            for await _ in place.queue.changes(of: person.value)
            where try await place.rows(in: "queue_work") == 0 { return }
        }
        #expect(try await place.line(of: person)?.isFinished == false)
        try await place.store.write { tx in _ = try tx.run("ALTER TABLE hidden RENAME TO billing_entry") }
        #expect(try await place.privacy.resumeErasures() == 1)
        try await place.working { try await place.untilErased(person) }
        #expect(try await place.privacy.resumeErasures() == 0)
    }
}
