import Foundation
import Kernel
import Privacy
import Purposes
import TestSupport
import Testing

/// Consents as people give, refuse and take them back; the gate is asked each time.
struct ChoiceTests {
    let place: TestInstallation
    private let occasion = ChoiceOccasion(in: .english, by: .choicePage)
    private let usage = MeasureUsage.definition.key

    init() async throws {
        place = try await TestInstallation()
    }

    @Test func `everything is off until it is allowed, and asked for once`() async throws {
        let standings = try await place.choices.standings(of: Chooser())
        #expect(standings.map(\.purpose) == [usage])
        #expect(standings.allSatisfy { $0.isAsked && !$0.isAllowed })
        await #expect(throws: Problem(.noConsent)) {
            try await place.choices.require(MeasureUsage.self, of: Chooser())
        }
    }

    @Test(arguments: [true, false])
    func `a decision counts for 183 days, and then it is asked again`(isGiven: Bool) async throws {
        let chooser = try await browser(deciding: isGiven)
        #expect(try await isAllowed(chooser) == isGiven)
        place.time.advance(by: .days(182))
        #expect(try await isAllowed(chooser) == isGiven)
        #expect(try await !standing(of: chooser).isAsked)
        place.time.advance(by: .days(2))
        #expect(try await !isAllowed(chooser))
        #expect(try await standing(of: chooser).isAsked)
    }

    @Test func `what was taken back is off at once, and stays in the ledger`() async throws {
        let chooser = try await browser(deciding: true)
        try await place.choices.withdraw(usage, by: chooser, occasion)
        #expect(try await !isAllowed(chooser))
        let states = try await place.choices.history(of: chooser).map(\.state)
        #expect(states == [.withdrawn, .given])
    }

    @Test func `what was taken back stays so after a restart with a clock that was set back`() async throws {
        let folder = try TempFolder()
        let before = try await TestInstallation(in: folder)
        let account = Chooser(subject: try await before.newVisitor(), isAccount: true)
        _ = try await before.choices.choose(true, usage, by: account, occasion)
        let after = try await TestInstallation(.later(than: before, by: .days(-2)), in: folder)
        let withdrawn = try await after.choices.withdraw(usage, by: account, occasion)
        let history = try await after.choices.history(of: account)
        #expect(history.map(\.state) == [.withdrawn, .given])
        #expect(history.first == withdrawn.event)
        let subject = try #require(account.subject)
        #expect(try await after.gate.refusal(of: MeasureUsage.self, for: subject) == .noConsent)
    }

    @Test func `a consent whose time is over is noted as expired, once`() async throws {
        let chooser = try await browser(deciding: true)
        place.time.advance(by: .days(184))
        #expect(try await place.choices.expire() == 1)
        #expect(try await place.choices.expire() == 0)
        #expect(try await place.choices.history(of: chooser).map(\.state) == [.expired, .given])
    }

    @Test func `a consent that is renewed while old ones expire does not expire`() async throws {
        for _ in 0..<5 {
            let chooser = try await browser(deciding: true)
            place.time.advance(by: .days(184))
            async let expired = place.choices.expire()
            async let renewed = place.choices.choose(true, usage, by: chooser, occasion)
            _ = try await (expired, renewed)
            #expect(try await standing(of: chooser).newest?.state == .given)
        }
    }

    @Test(arguments: ["", "00", "consent=yes", String(repeating: "ab", count: 60)])
    func `a cookie that we did not seal is nothing`(cookie: String) async throws {
        let recalled = try await place.choices.recall(account: nil, cookie: cookie, signal: nil)
        #expect(recalled.chooser == Chooser())
        #expect(recalled.cookie == .expire)
    }

    @Test func `a purpose that nobody can consent to is refused`() async throws {
        for purpose in ["provide_service", "sales", ""] {
            await #expect(throws: Problem(.purposeUnknown, field: "purpose")) {
                try await place.choices.choose(true, purpose, by: Chooser(), occasion)
            }
        }
    }

    @Test func `training is off, and only an account can switch it on`() async throws {
        await #expect(throws: Problem(.signInRequired)) {
            try await place.choices.choose(true, "train_models", by: Chooser(), occasion)
        }
        let account = Chooser(subject: try await place.newVisitor(), isAccount: true)
        #expect(try await refusal(TrainModels.self, of: account) == .noConsent)
        _ = try await place.choices.choose(true, "train_models", by: account, occasion)
        #expect(try await refusal(TrainModels.self, of: account) == nil)
        try await place.choices.withdraw("train_models", by: account, occasion)
        #expect(try await refusal(TrainModels.self, of: account) == .noConsent)
    }

    @Test func `a browser's refusal goes over to an account that has decided nothing, and to no other`()
        async throws
    {
        let chosen = try await place.choices.choose(false, usage, by: Chooser(), occasion)
        let cookie = try #require(chosen.cookie)
        let (fresh, decided) = (try await place.newVisitor(), try await place.newVisitor())
        _ = try await place.choices.choose(
            true,
            usage,
            by: Chooser(subject: decided, isAccount: true),
            occasion
        )
        for (account, state) in [(fresh, ConsentState.refused), (decided, .given)] {
            let recalled = try await place.choices.recall(account: account, cookie: cookie, signal: nil)
            #expect(try await standing(of: recalled.chooser).newest?.state == state)
        }
    }

    @Test func `a browser's consent is nobody's who signs in there`() async throws {
        let chosen = try await place.choices.choose(true, usage, by: Chooser(), occasion)
        let account = try await place.newVisitor()
        let recalled = try await place.choices.recall(account: account, cookie: chosen.cookie, signal: nil)
        let standing = try await standing(of: recalled.chooser)
        #expect(standing.newest == nil && standing.isAsked && !standing.isAllowed)
    }

    @Test func `what a browser allowed and took back is refused for an account that signs in there`()
        async throws
    {
        let chosen = try await place.choices.choose(true, usage, by: Chooser(), occasion)
        let browser = try await place.choices.recall(account: nil, cookie: chosen.cookie, signal: nil).chooser
        try await place.choices.withdraw(usage, by: browser, occasion)
        let account = try await place.newVisitor()
        let recalled = try await place.choices.recall(account: account, cookie: chosen.cookie, signal: nil)
        #expect(try await standing(of: recalled.chooser).newest?.state == .withdrawn)
    }

    @Test func `a receipt is its person's alone, and holds the whole record`() async throws {
        let chooser = try await browser(deciding: true)
        let event = try #require(try await standing(of: chooser).newest)
        await #expect(throws: Problem(.notFound)) {
            try await place.choices.receipt(of: event.id, for: Chooser())
        }
        let json = try await place.choices.receipt(of: event.id, for: chooser).json()
        let receipt = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        let records = try #require(receipt["dpv:hasRecordOfActivity"] as? [[String: Any]])
        #expect(receipt["@type"] as? String == "dpv:ConsentReceipt")
        #expect(records.count == 1)
        for member in Self.mandatory { #expect(records.first?[member] != nil, "\(member)") }
    }

    /// Of the profile for EU GDPR.
    private static let mandatory = [
        "dct:identifier", "dct:conformsTo", "dpv:hasDataSubject", "dpv:hasDataController",
        "dpv:hasJurisdiction", "dpv:hasLegalBasis", "dpv:hasAuthority", "dpv:hasNotice", "dpv:hasProcess",
        "dpv:hasConsentControl", "dpv:hasRight", "dpv:hasConsentStatus",
    ]

    private func browser(deciding isGiven: Bool) async throws -> Chooser {
        let chosen = try await place.choices.choose(isGiven, usage, by: Chooser(), occasion)
        return try await place.choices.recall(account: nil, cookie: chosen.cookie, signal: nil).chooser
    }

    private func standing(of chooser: Chooser) async throws -> ConsentStanding {
        try #require(try await place.choices.standings(of: chooser).first { $0.purpose == usage })
    }

    private func isAllowed(_ chooser: Chooser) async throws -> Bool {
        let isShown = try await standing(of: chooser).isAllowed
        #expect(try await (refusal(MeasureUsage.self, of: chooser) == nil) == isShown)
        return isShown
    }

    private func refusal<P: Purpose>(_ purpose: P.Type, of chooser: Chooser) async throws -> Problem.Code? {
        try await place.gate.refusal(of: purpose, for: try #require(chooser.subject))
    }
}
