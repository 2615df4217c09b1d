import Kernel
import Privacy
import Store
import TestSupport
import Testing

struct RetentionPlanTests {
    static let session = "r-accounts-session-behavior-secure-service"

    @Test func `each line has a name of its own`() throws {
        let rules = try RetentionPlan(TestInstallation.inventory).rules
        #expect(Set(rules.map(\.id)).count == rules.count)
        #expect(
            Set(rules.map(\.store)) == Set(TestInstallation.inventory.filter { $0.keep != nil }.map(\.name))
        )
    }

    @Test func `a shorter period holds for the whole store, in the table and in the sweep`() async throws {
        let shorter = ShorterPeriod(rule: Self.session, period: .days(7))
        let plan = try RetentionPlan(TestInstallation.inventory, shorter: [shorter])
        let lines = plan.rules.filter { $0.store == "accounts_session" }
        #expect(lines.count > 1 && lines.allSatisfy { $0.period == .days(7) })
        let place = try await TestInstallation()
        let table = try #require(TestInstallation.inventory.first { $0.name == "accounts_session" })
        let start = place.time.now
        try await place.seed(table, about: place.newPerson(), "ends_at", at: start + .days(30))
        let sweeper = RetentionSweeper(
            plan,
            store: place.store,
            holds: place.privacy.legalHolds,
            privacy: place.privacy,
            clock: place.time.clock
        )
        place.time.set(to: start + .days(7) - .seconds(1))
        try await sweeper.sweep()
        #expect(try await place.rows(in: "accounts_session") == 1)
        place.time.set(to: start + .days(7))
        try await sweeper.sweep()
        #expect(try await place.rows(in: "accounts_session") == 0)
    }

    @Test(arguments: [
        (
            session, Period.days(31),
            RetentionRefusal.longer(rule: session, wanted: .days(31), published: .days(30))
        ),
        (session, .months(1), .longer(rule: session, wanted: .months(1), published: .days(30))),
        (session, .days(0), .tooShort(rule: session)),
        ("r-nothing", .days(1), .unknownRule("r-nothing")),
        (
            "r-queue-work-behavior-provide-service", .days(1),
            .fixed(rule: "r-queue-work-behavior-provide-service")
        ),
        (
            "r-billing-entry-payment-provide-service", .days(0),
            .fixed(rule: "r-billing-entry-payment-provide-service")
        ),
    ])
    func `a period that the policy does not allow is refused`(
        rule: String,
        period: Period,
        refusal: RetentionRefusal
    ) {
        #expect(throws: refusal) {
            try RetentionPlan(
                TestInstallation.inventory,
                shorter: [ShorterPeriod(rule: rule, period: period)]
            )
        }
        #expect("\(refusal)".hasPrefix("policy_altered: "))
    }

    @Test(arguments: [
        ("P30D", Period.days(30)), ("P6M", .months(6)), ("P3Y", .years(3)), ("P0D", .days(0)),
        ("P36500D", .days(36_500)),
    ])
    func `a period is a number of one unit`(text: String, period: Period) {
        #expect(Period(iso8601: text) == period)
        #expect(period.iso8601 == text)
    }

    @Test(arguments: [
        "", "P", "PD", "30D", "P1Y6M", "P-1D", "P1.5D", "PT1H", "p1d", "P1W", "P99999D", "three days", "P１D",
        "P1D ",
        "P999999999999999999999D",
    ])
    func `anything else is none`(text: String) {
        #expect(Period(iso8601: text) == nil)
    }
}

struct PolicyCheckTests {
    private static let purposes = [ProvideService.definition, HonourRights.definition]

    @Test func `the inventory that is shipped has a purpose, one basis and an end for everything`() {
        #expect(PolicyCheck(TestInstallation.inventory, [], PolicyCheckTests.all).gaps == [])
    }

    private static let all = [
        ProvideService.definition, SecureService.definition, HonourRights.definition, NotifyByMail.definition,
        ManageAccount.definition, ProtectChildren.definition, AccountForActs.definition,
        InspectWithReason.definition, MeasureUsage.definition, SendNews.definition, TrainModels.definition,
    ]

    @Test func `a purpose that the policy does not name is a gap, by basis too`() {
        let table = Self.table("note", for: SecureService.definition)
        #expect(PolicyCheck([table], [], Self.purposes).gaps.count == 1)
        let other = PurposeDefinition(key: "provide_service", basis: .consent, dataUse: "essential.service")
        #expect(PolicyCheck([Self.table("note", for: other)], [], Self.purposes).gaps.count == 1)
    }

    @Test func `two bases for one category and use are a gap`() {
        let twin = PurposeDefinition(key: "twin", basis: .consent, dataUse: "essential.service")
        let tables = [Self.table("one", for: ProvideService.definition), Self.table("two", for: twin)]
        let check = PolicyCheck(tables, [], Self.purposes + [twin])
        #expect(check.gaps.count == 1 && check.gaps[0].contains("two.text"))
        #expect(throws: Unfounded.self) { try check.require() }
    }

    @Test func `a table about people without a purpose, or ended by no column of it, is a gap`() {
        let bare = InventoryTable(
            "bare",
            subject: .column("owner"),
            keep: .withSubject,
            columns: [.subject("owner")]
        )
        let endless = Self.table("endless", for: ProvideService.definition, keep: .after("gone", .days(1)))
        #expect(PolicyCheck([bare, endless], [], Self.purposes).gaps.count == 2)
    }

    private static func table(
        _ name: String,
        for purpose: PurposeDefinition,
        keep: Retention = .withSubject
    ) -> InventoryTable {
        InventoryTable(
            name,
            subject: .column("owner"),
            keep: keep,
            columns: [
                .subject("owner"),
                .personal(
                    "text",
                    .content,
                    for: purpose,
                    storage: .sealed,
                    export: .opened,
                    erase: .deleteRow
                ),
            ]
        )
    }
}
