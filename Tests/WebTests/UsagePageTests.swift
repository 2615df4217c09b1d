import Foundation
import HTTPTypes
import Kernel
import Store
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// Counting of use, as browsers meet it.
struct UsagePageTests {
    let choices: StandingChoices
    let office: Office

    init() async throws {
        let choices = StandingChoices()
        self.choices = choices
        office = try await Office { $0.choices = choices }
    }

    private var uses: Int {
        get async throws {
            try await office.place.store.read { tx in
                try tx.first("SELECT coalesce(sum(uses), 0) AS number FROM analytics_use") {
                    try $0.get("number")
                }
            } ?? 0
        }
    }

    @Test func `nothing is counted and no script is brought before somebody consents, or after a signal`()
        async throws
    {
        let member = try await office.member("mei@example.org")
        try await office.web.browse { browser in
            let desk = member.sit(at: browser)
            #expect(try await !desk.get("/models").html.contains("usage.js"))
            choices.consent(member.subject, to: MeasureUsage.definition)
            #expect(try await desk.get("/zh-Hant/models").html.contains("usage.js"))
            #expect(try await uses == 1)
            choices.withdraw(member.subject, from: MeasureUsage.definition)
            _ = try await desk.get("/models")
            #expect(try await uses == 1)
            let pages = try await office.place.store.read { tx in
                try tx.all("SELECT page FROM analytics_use") { try $0.get("page") as String }
            }
            #expect(pages == ["/models"])
            choices.consent(member.subject, to: MeasureUsage.definition)
            // A signal is remembered, and stands after it has gone.
            let no: HTTPFields = [HTTPField.Name("Sec-GPC") ?? .cookie: "1"]
            #expect(try await !desk.get("/models", no).html.contains("usage.js"))
            #expect(try await !desk.get("/models").html.contains("usage.js"))
            #expect(try await uses == 1)
        }
    }

    @Test(arguments: ["", "/zh-Hant"])
    func `the operator reads counts, or that there are none`(prefix: String) async throws {
        let reader = try await office.staff(.readOnly)
        let member = try await office.member("mei@example.org")
        choices.consent(member.subject, to: MeasureUsage.definition)
        try await office.web.browse { browser in
            let desk = reader.sit(at: browser)
            let words = prefix.isEmpty ? "nobody was here" : "沒有可以統計"
            #expect(try await desk.get("\(prefix)/admin/usage").html.contains(words))
            let other = member.sit(at: browser)
            for _ in 0..<4 { _ = try await other.get("/models") }
            #expect(try await desk.get("\(prefix)/admin/usage").html.contains("<td>&lt;5</td>"))
            for _ in 0..<4 { _ = try await other.get("/models") }
            let html = try await desk.get("\(prefix)/admin/usage").html
            #expect(html.contains("<td>8</td>") && !html.contains(words) && !html.contains("style="))
        }
    }
}
