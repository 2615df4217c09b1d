import Audit
import Foundation
import Kernel
import Moderation
import Store
import Studio
import TestSupport
import Testing

/// Why and until when somebody is suspended.
@Suite(.timeLimit(.minutes(5)))
struct SuspensionTests {
    let place: TestInstallation
    let person: SubjectID
    let staff: SubjectID

    init() async throws {
        place = try await .moderated()
        person = try await place.newMember()
        staff = try await place.newMember("staff@mail.example")
    }

    private func suspend(until: Timestamp? = nil) async throws -> DecisionID {
        let entry = try await place.moderation.propose(because: "weapons", severity: .high, about: person)
        return try await place.moderation.decide(
            entry,
            Verdict(.suspend, .violence, reason: "Again and again", until: until),
            by: staff
        )
    }

    @Test func `it says why, and holds until further notice`() async throws {
        let decision = try await suspend()
        let suspension = try #require(try await place.moderation.suspension(of: person))
        #expect((suspension.decision, suspension.reason) == (decision, "Again and again"))
        #expect(suspension.until == nil)
        place.time.advance(by: .days(400))
        try await place.moderation.upkeep()
        #expect(try await place.moderation.suspension(of: person) != nil)
        #expect(try await place.mailKinds().contains("suspended"))
        #expect(try await place.acts(about: person).contains { $0.act == .suspended })
    }

    @Test func `at its end it holds no longer, even before anybody tidies up`() async throws {
        let end = place.time.now + .days(3)
        _ = try await suspend(until: end)
        #expect(try await place.moderation.suspension(of: person)?.until == end)
        place.time.advance(by: .days(3))
        #expect(try await place.moderation.suspension(of: person) == nil)
    }

    @Test func `its end is written down, logged and told once`() async throws {
        _ = try await suspend(until: place.time.now + .days(3))
        try await place.moderation.upkeep()
        place.time.advance(by: .days(3))
        for _ in 0..<2 { try await place.moderation.upkeep() }
        #expect(try await place.mailKinds().filter { $0 == "suspension_ended" }.count == 1)
        #expect(try await place.acts(about: person).filter { $0.act == .suspensionLifted }.count == 1)
    }

    @Test func `a granted appeal lifts it`() async throws {
        let decision = try await suspend()
        let entry = try await place.moderation.appeal(by: place.moderation.link(to: decision), .plain())
        let other = try await place.newMember("other@mail.example")
        try await place.moderation.answer(
            entry,
            granting: true,
            reason: "Sorry",
            by: other,
            among: SomeDeciders(number: 2)
        )
        #expect(try await place.moderation.suspension(of: person) == nil)
        #expect(try await place.acts(about: person).contains { $0.act == .suspensionLifted })
    }

    @Test func `the longest of several holds`() async throws {
        _ = try await suspend(until: place.time.now + .days(9))
        _ = try await suspend(until: place.time.now + .days(3))
        #expect(try await place.moderation.suspension(of: person)?.until == place.time.now + .days(9))
    }

    @Test func `old entries go after half a year, what still holds stays`() async throws {
        _ = try await place.refusal(of: "pipe bomb", by: person)
        _ = try await suspend()
        place.time.advance(by: .days(181))
        try await place.moderation.upkeep()
        let left = try await place.moderation.decisions(about: person, in: .english).map(\.decision.action)
        #expect(left == [.suspend])
    }
}
