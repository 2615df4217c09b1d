import Foundation
import Kernel
import Moderation
import Store
import Studio
import TestSupport
import Testing

/// A prompt that a rule refuses, and what is left of it.
@Suite(.timeLimit(.minutes(5)))
struct RefusalTests {
    @Test func `a refused prompt changes nothing but the register`() async throws {
        let place = try await TestInstallation.moderated()
        let person = try await place.newVisitor()
        try await place.grant(10, to: person)
        let before = try await place.rowCounts()
        let refused = try await place.refusal(of: "a Pipe-Bomb", by: person)
        #expect(refused.rule == "weapons")
        #expect(try await place.rowCounts() == before)
        #expect(try await place.freeCredits(of: person) == 10)
        #expect(try await place.rows(in: "moderation_decision") == 1)
    }

    @Test func `the register keeps rule, edition and class, and no word of the prompt`() async throws {
        let folder = try TempFolder()
        var plan = TestInstallation.Plan()
        plan.rules = try .sample()
        let place = try await TestInstallation(plan, in: folder)
        let person = try await place.newVisitor()
        _ = try await place.refusal(of: "a canaryword pipe bomb", by: person)
        let sheet = try #require(try await place.moderation.decisions(about: person, in: .english).first)
        #expect(sheet.decision.ruleVersion == (try PromptRules.sample().version))
        #expect((sheet.decision.rule, sheet.decision.scoreClass) == ("weapons", "listed"))
        #expect(sheet.decision.reason == "Instructions for weapons are not drawn here.")
        #expect(sheet.decision.decider == .rule("weapons"))
        #expect(try folder.files(holding: Data("canaryword".utf8)) == [])
    }

    @Test func `somebody's first order is refused before there is a visitor`() async throws {
        let place = try await TestInstallation.moderated()
        let before = try await place.rowCounts()
        await #expect(throws: Problem.self) { try await place.studio.screen(.sample("土製炸彈")) }
        #expect(try await place.rowCounts() == before)
        #expect(try await place.rows(in: "moderation_decision", where: "subject_id IS NULL") == 1)
    }

    @Test func `trying again within a day is the same entry`() async throws {
        let place = try await TestInstallation.moderated()
        let person = try await place.newVisitor()
        let first = try await place.refusal(of: "pipe bomb", by: person)
        let second = try await place.refusal(of: "pipe bomb", by: person)
        #expect(first.link == second.link)
        place.time.advance(by: .days(2))
        #expect(try await place.refusal(of: "pipe bomb", by: person).link != first.link)
    }

    @Test func `a retry of an accepted order joins it whatever the rules say by now`() async throws {
        let folder = try TempFolder()
        let before = try await TestInstallation(in: folder)
        let person = try await before.newVisitor()
        let job = try await before.submit(.sample("pipe bomb", key: "k"), for: person)
        var plan = TestInstallation.Plan()
        plan.rules = try .sample()
        let after = try await TestInstallation(plan, in: folder)
        #expect(try await after.submit(.sample("pipe bomb", key: "k"), for: person) == job)
        await #expect(throws: Problem.self) {
            try await after.submit(.sample("pipe bomb", key: "other"), for: person)
        }
    }

    @Test func `a rule that refuses often asks a person to look, and changes nothing itself`() async throws {
        let place = try await TestInstallation.moderated()
        let person = try await place.newVisitor()
        for number in 0..<8 { _ = try await place.refusal(of: "pipe bomb \(number)", by: person) }
        let cases = try await place.moderation.cases(areOpen: true)
        #expect(cases.map(\.source) == [.rule])
        #expect(cases.first?.subject == person)
        #expect(try await place.moderation.suspension(of: person) == nil)
        _ = try await place.submit(.sample("a cat"), for: person)
    }

    @Test(arguments: ["suspend", "withhold", "warn"])
    func `the register itself takes no measure from a rule`(action: String) async throws {
        let place = try await TestInstallation.moderated()
        let person = try await place.newVisitor()
        let (id, now) = (person.value.bytes, place.time.now)
        await #expect(throws: StoreError.constraint) {
            try await place.store.write { tx in
                _ = try tx.run(
                    """
                    INSERT INTO moderation_decision (id, subject_id, action, rule, decider, decider_name, decided_at)
                    VALUES (\(id), \(person), \(action), 'weapons', 'rule', 'weapons', \(now))
                    """
                )
            }
        }
    }
}
