import Kernel
import Privacy
import Purposes
import TestSupport
import Testing

/// Objections and signals, and what they stop.
struct ObjectionTests {
    private let occasion = ChoiceOccasion(in: .english, by: .center)
    private let usage = MeasureUsage.definition.key

    @Test func `an objection to an interest stops it at the next request, until it is taken back`()
        async throws
    {
        let place = try await installation()
        let person = Chooser(subject: try await place.newVisitor(), isAccount: true)
        try await place.choices.object(to: usage, by: person, occasion)
        await #expect(throws: Problem(.objected)) {
            try await place.choices.require(MeasureUsage.self, of: person)
        }
        try await place.choices.withdrawObjection(to: usage, by: person)
        try await place.choices.require(MeasureUsage.self, of: person)
    }

    @Test func `what a browser objected to holds for the account that signs in there`() async throws {
        let place = try await installation()
        let cookie = try await place.choices.object(to: usage, by: Chooser(), occasion)
        let account = try await place.newVisitor()
        #expect(try await place.gate.refusal(of: MeasureUsage.self, for: account) == nil)
        _ = try await place.choices.recall(account: account, cookie: cookie, signal: nil)
        #expect(try await place.gate.refusal(of: MeasureUsage.self, for: account) == .objected)
    }

    @Test(arguments: [true, false])
    func `what protects others goes on until a person has decided`(isGranted: Bool) async throws {
        let place = try await installation()
        let subject = try await place.newVisitor()
        let person = Chooser(subject: subject, isAccount: true)
        try await place.choices.object(to: "secure_service", by: person, occasion)
        #expect(try await place.gate.refusal(of: SecureService.self, for: subject) == nil)
        let waiting = try #require(try await place.choices.waitingObjections().first)
        await #expect(throws: Problem(.rightMissing)) {
            try await place.choices.decide(
                waiting.id,
                isGranted: isGranted,
                because: "Mine.",
                by: subject,
                logging: []
            )
        }
        try await place.choices.decide(
            waiting.id,
            isGranted: isGranted,
            because: "For this.",
            by: .sample(1),
            logging: []
        )
        let refusal = try await place.gate.refusal(of: SecureService.self, for: subject)
        #expect(refusal == (isGranted ? .objected : nil))
        #expect(try await place.choices.objections(of: person).map(\.ground) == ["For this."])
        #expect(try await place.choices.waitingObjections().isEmpty)
        await #expect(throws: Problem(.caseDecided)) {
            try await place.choices.decide(
                waiting.id,
                isGranted: true,
                because: "Again.",
                by: .sample(1),
                logging: []
            )
        }
    }

    @Test(arguments: [true, false])
    func `the newest step of an objection counts after a restart with a clock that was set back`(
        isGranted: Bool
    ) async throws {
        let folder = try TempFolder()
        let before = try await TestInstallation(in: folder)
        let subject = try await before.newVisitor()
        let person = Chooser(subject: subject, isAccount: true)
        try await before.choices.object(to: "secure_service", by: person, occasion)
        let after = try await TestInstallation(.later(than: before, by: .days(-2)), in: folder)
        let waiting = try #require(try await after.choices.waitingObjections().first)
        try await after.choices.decide(
            waiting.id,
            isGranted: isGranted,
            because: "For this.",
            by: .sample(9),
            logging: []
        )
        #expect(try await after.choices.objections(of: person).map(\.ground) == ["For this."])
        #expect(try await after.choices.waitingObjections().isEmpty)
        try await after.choices.withdrawObjection(to: "secure_service", by: person)
        #expect(try await after.choices.objections(of: person).isEmpty)
        try await after.choices.object(to: "secure_service", by: person, occasion)
        #expect(try await after.choices.waitingObjections().count == 1)
    }

    @Test func `objecting to news takes the consent back`() async throws {
        let place = try await installation()
        let subject = try await place.newVisitor()
        let person = Chooser(subject: subject, isAccount: true)
        _ = try await place.choices.choose(true, "send_news", by: person, occasion)
        try await place.choices.object(to: "send_news", by: person, occasion)
        #expect(try await place.gate.refusal(of: SendNews.self, for: subject) == .objected)
        #expect(try await place.choices.history(of: person).map(\.state) == [.withdrawn, .given])
        _ = try await place.choices.choose(true, "send_news", by: person, occasion)
        #expect(try await place.gate.refusal(of: SendNews.self, for: subject) == nil)
    }

    @Test(arguments: [LegalBasis.consent, .legitimateInterests])
    func `a signal stops statistics on either basis, also when it is sent no more`(
        basis: LegalBasis
    ) async throws {
        let place = try await installation(measuringOn: basis)
        let first = try await place.choices.recall(account: nil, cookie: nil, signal: .gpc)
        guard case .set(let cookie)? = first.cookie else {
            Issue.record("no cookie remembers the signal")
            return
        }
        let later = try await place.choices.recall(account: nil, cookie: cookie, signal: nil)
        for chooser in [first.chooser, later.chooser] {
            #expect(chooser.subject == nil && chooser.signal?.source == .gpc)
            await #expect(throws: Problem(.gpcOptOut)) {
                try await place.choices.require(MeasureUsage.self, of: chooser)
            }
        }
    }

    @Test func `a later consent of one's own wins over the signal, an earlier one does not`() async throws {
        let place = try await installation(measuringOn: .consent)
        let account = try await place.newVisitor()
        let person = Chooser(subject: account, isAccount: true)
        _ = try await place.choices.choose(true, usage, by: person, occasion)
        place.time.advance(by: .seconds(60))
        _ = try await place.choices.recall(account: account, cookie: nil, signal: .gpc)
        #expect(try await place.gate.refusal(of: MeasureUsage.self, for: account) == .gpcOptOut)
        place.time.advance(by: .seconds(60))
        _ = try await place.choices.choose(true, usage, by: person, occasion)
        _ = try await place.choices.recall(account: account, cookie: nil, signal: .gpc)
        #expect(try await place.gate.refusal(of: MeasureUsage.self, for: account) == nil)
    }

    private func installation(
        measuringOn basis: LegalBasis = .legitimateInterests
    ) async throws
        -> TestInstallation
    {
        var plan = TestInstallation.Plan()
        plan.analyticsBasis = basis
        return try await TestInstallation(plan)
    }
}
