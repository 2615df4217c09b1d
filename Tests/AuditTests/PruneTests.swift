import Kernel
import Store
import TestSupport
import Testing

@testable import Audit

/// What three years leave of an act.
struct PruneTests {
    let log: WatchedLog
    let person: SubjectID

    init() async throws {
        log = try await WatchedLog()
        person = try await log.place.newVisitor()
        try await log.log.record(.staffRead, about: person, [.reason: "ticket 7"])
        try await log.grow(by: 2)
    }

    private func detailed() async throws -> [Int] {
        try await log.place.store.read { tx in
            try tx.all("SELECT leaf FROM audit_detail UNION SELECT leaf FROM audit_fact ORDER BY leaf") {
                try $0.get("leaf") as Int
            }
        }
    }

    @Test func `details go after three years and not a day before`() async throws {
        log.place.time.advance(by: .days(3 * 365))
        try await log.log.prune()
        #expect(try await detailed() == [0, 1, 2])
        log.place.time.advance(by: .days(1))
        try await log.log.prune()
        #expect(try await detailed() == [])
    }

    @Test func `what is younger stays`() async throws {
        log.place.time.advance(by: .days(3 * 365 + 1))
        try await log.log.record(.export, about: person)
        try await log.log.prune()
        #expect(try await detailed() == [3])
        let acts = try await log.log.acts(limit: 9, under: log.place.permit(for: person)).acts
        #expect(acts.map(\.number) == [3])
    }

    @Test func `the log verifies as before, and its proofs hold`() async throws {
        #expect(await log.round())
        let before = try await log.log.head()
        log.place.time.advance(by: .days(4 * 365))
        try await log.log.prune()
        #expect(await log.round())
        #expect(try await log.damage() == nil)
        #expect(try await log.log.head() == before)
        #expect(try await log.log.inclusion(of: 0, in: 3)?.path.count == 2)
    }

    @Test func `many old acts go in several steps`() async throws {
        try await log.grow(by: 1_100)
        log.place.time.advance(by: .days(4 * 365))
        try await log.log.prune()
        #expect(try await detailed() == [])
    }
}
