import Foundation
import Kernel
import Store
import TestSupport
import Testing

@testable import Analytics

struct UsageTests {
    let place: TestInstallation

    init() async throws {
        place = try await TestInstallation()
    }

    private func sighting(
        _ event: UsageEvent = .pageViewed,
        agent: String = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        referrer: String = "https://search.example/find?q=canary",
        network: [UInt8] = [203, 0, 113, 77]
    ) -> UsageSighting {
        UsageSighting(
            event,
            on: "/gallery",
            in: .english,
            by: ClientSketch(agent: agent),
            from: ReferrerOrigin(referrer, ours: []),
            in: CutAddress(IPAddress(bytes: network))
        )
    }

    private func count(_ times: Int, _ sighting: UsageSighting) async throws {
        for _ in 0..<times { try await place.analytics.count(sighting) }
    }

    @Test func `a use is counted under its hour and closed words`() async throws {
        try await count(2, sighting())
        let row = try await place.store.read { tx in
            try tx.first("SELECT * FROM analytics_use") { row in
                let words = ["feature", "action", "page", "language", "device", "browser", "referrer"]
                return (
                    try words.map { try row.get($0) as String }, try row.get("hour") as Int64,
                    try row.get("uses") as Int
                )
            }
        }
        let (words, hour, uses) = try #require(row)
        #expect(
            words == ["page", "viewed", "/gallery", "en", "desktop", "Firefox", "https://search.example"]
        )
        #expect(hour % 3_600_000 == 0 && uses == 2)
        #expect(try await place.rows(in: "analytics_use") == 1)
    }

    @Test func `referrers that are invented leave fifty rows an hour and one for all others`() async throws {
        for number in 0..<60 {
            try await count(1, sighting(referrer: "https://site\(number).example/"))
        }
        #expect(try await place.rows(in: "analytics_use") == 51)
        #expect(try await place.rows(in: "analytics_use", where: "referrer = 'other' AND uses = 10") == 1)
        try await count(1, sighting(referrer: "https://site0.example/again"))
        #expect(try await place.rows(in: "analytics_use", where: "uses = 2") == 1)
        place.time.advance(by: .hours(1))
        try await count(1, sighting(referrer: "https://site59.example/"))
        #expect(try await place.rows(in: "analytics_use", where: "referrer = 'https://site59.example'") == 1)
    }

    @Test func `versions that are invented leave fifty rows an hour and one for all others`() async throws {
        for number in 1...60 {
            try await count(1, sighting(agent: "Mozilla/5.0 (X11) Gecko Firefox/\(number).0"))
        }
        #expect(try await place.rows(in: "analytics_use") == 51)
        #expect(try await place.rows(in: "analytics_use", where: "browser_major = 0 AND uses = 10") == 1)
    }

    @Test(
        arguments: [
            (0, .exactly(0)), (1, .few), (4, .few), (5, .exactly(5)), (40, .exactly(40)),
        ] as [(Int, UsageFigure)]
    )
    func `a number that could be one person's is not told`(views: Int, shown: UsageFigure) async throws {
        try await count(views, sighting())
        let report = try await place.analytics.report()
        #expect(report.days.last?.views == shown)
        #expect(report.isEmpty == (views == 0))
        for trait in UsageTrait.allCases where views > 0 {
            #expect(report.shares[trait]?.map(\.count) == [shown], "\(trait)")
        }
    }

    @Test func `the days of a report are there without a gap, the oldest first`() async throws {
        try await count(5, sighting())
        place.time.advance(by: .days(3))
        try await count(6, sighting())
        let days = try await place.analytics.report().days
        #expect(days.count == 30)
        #expect(days.suffix(4).map(\.views) == [.exactly(5), .exactly(0), .exactly(0), .exactly(6)])
    }

    @Test func `a client is one visitor a day, another network another, a program none`() async throws {
        for network in 0..<5 {
            for device in 1...2 {
                try await count(1, sighting(network: [203, 0, UInt8(network), UInt8(device)]))
            }
        }
        try await count(1, sighting(agent: "curl/8.0"))
        try await count(1, sighting(.downloaded, network: [198, 51, 100, 1]))
        #expect(try await place.analytics.report().days.last?.visitors == .exactly(5))
        place.time.advance(by: .days(1))
        for network in 0..<5 { try await count(1, sighting(network: [203, 0, UInt8(network), 1])) }
        #expect(
            try await place.analytics.report().days.suffix(2).map(\.visitors) == [.exactly(5), .exactly(5)]
        )
    }

    @Test func `nothing of a client's address or agent is on disk`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        try await place.analytics.count(
            sighting(agent: "Mozilla/5.0 (X11; canaryagent) Firefox/140.0 canaryagent")
        )
        for word in ["canaryagent", "203.0.113", "canary"] {
            #expect(try folder.files(holding: Data(word.utf8)) == [], "\(word)")
        }
        #expect(try !folder.files(holding: Data("search.example".utf8)).isEmpty)
    }

    @Test func `no column leads to a person, and all of it goes after twenty-five months`() {
        for table in Analytics.inventory {
            #expect(table.subject == .nobody)
            #expect(table.keep?.period == .months(25))
            #expect(!table.columns.contains { $0.name.contains("id") || $0.content == .subject })
        }
    }

    @Test(arguments: [
        "", "page.viewed", "image.deleted", "downloaded", "IMAGE.DOWNLOADED", "image.downloaded ",
    ])
    func `an event that is not on the list is refused`(name: String) {
        #expect(throws: Problem(.unknownEvent, field: "name")) { try UsageEvent(told: name) }
    }

    @Test func `leave is asked of the gate, which knows a person's signals, and nobody has none`()
        async throws
    {
        var plan = TestInstallation.Plan()
        plan.choices = StandingChoices()
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let asks = [
            UsageAsker(subject: nil, saysNo: false), UsageAsker(subject: nil, saysNo: true),
            UsageAsker(subject: person, saysNo: false),
        ]
        for asker in asks { #expect(await !place.analytics.mayCount(asker)) }
        plan.choices.consent(person, to: MeasureUsage.definition)
        var answers: [Bool] = []
        for asker in asks { answers.append(await place.analytics.mayCount(asker)) }
        #expect(answers == [false, false, true])
    }
}
