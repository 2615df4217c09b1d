import Audit
import HTTPTypes
import Kernel
import Privacy
import Purposes
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// Legal holds on a page: two people, one record, and words for whoever cannot.
struct HoldPageTests {
    private static let reason = "Evidence in case 2026-114"

    let office: Office
    let person: Desk
    let owner: Desk
    let colleague: Desk

    init() async throws {
        office = try await Office()
        person = try await office.member("mei@example.org")
        owner = try await office.staff(.owner)
        colleague = try await office.staff(.privacy)
    }

    private func picture(_ browser: Browser) async throws -> String {
        let own = person.sit(at: browser)
        _ = try await own.draw("A cat")
        return try await own.firstImage()
    }

    private func proposal(_ record: String, on day: Duration = .days(90)) -> [String: String] {
        [
            "record": record, "ground": "order", "authority": "District Court", "reason": Self.reason,
            "review_at": String("\(office.place.time.now + day)".prefix(10)),
        ]
    }

    private func send(
        _ path: String,
        _ fields: [String: String] = [:],
        from browser: Browser
    ) async throws -> Answer {
        let csrf = try #require(try await browser.get("/admin/holds").value(of: "csrf"))
        return try await browser.post(path, fields.merging(["csrf": csrf]) { $1 })
    }

    private func acts(of desk: Desk) async throws -> [String?] {
        let permit = try await office.place.gate.permit(AccountForActs.self, for: desk.subject)
        let acts = try await office.place.audit.acts(limit: 100, under: permit).acts
        return acts.filter { $0.act == .staffActed }.map { $0.details?[.what] }
    }

    @Test func `a hold takes two people, and whoever proposed it is told so in words`() async throws {
        let words = try Shipped.catalogue(.english)
        try await office.web.browse { browser in
            let (desk, other) = (owner.sit(at: browser), colleague.sit(at: browser))
            let image = try await picture(browser)
            #expect(try await send("/admin/holds", proposal(image), from: desk).location == "/admin/holds")
            let hold = try #require(try await office.place.privacy.openHolds().first)
            let page = try await other.get("/admin/holds").html
            for part in [image, "District Court: \(Self.reason)", words["admin.hold_proposed"]] {
                #expect(page.contains(part), "\(part)")
            }
            let refused = try await send("/admin/holds/\(hold.id.text)/approve", from: desk)
            #expect(refused.status == .forbidden)
            #expect(refused.html.contains(words["problem.second_approver_required.title"]))
            #expect(try await other.get("/admin").html.contains(words["admin.attention_holds_title"]))

            let approved = try await send("/admin/holds/\(hold.id.text)/approve", from: other)
            #expect(approved.location == "/admin/holds")
            #expect(try await other.get("/admin/holds").html.contains(words["admin.hold_in_force"]))
            #expect(try await !other.get("/admin").html.contains(words["admin.attention_holds_title"]))
            let lifted = try await send("/admin/holds/\(hold.id.text)/lift", from: other)
            #expect(lifted.location == "/admin/holds")
            #expect(try await office.place.privacy.openHolds().isEmpty)
            #expect(try await acts(of: owner) == ["propose hold on \(image)"])
            let own = try await acts(of: colleague)
            #expect(own == ["lift hold \(hold.id.text)", "approve hold \(hold.id.text)"])
        }
    }

    @Test(
        arguments: [
            ("record", "job_nothing", 404), ("record", ImageID.sample().text, 404), ("ground", "", 403),
            ("authority", " ", 403), ("reason", "too short", 403), ("review_at", "tomorrow", 422),
            ("review_at", "2020-01-31", 422),
        ]
    )
    func `what makes no sense holds nothing, is marked, and the rest stays as it was typed`(
        field: String,
        text: String,
        status: Int
    ) async throws {
        try await office.web.browse { browser in
            let fields = try await proposal(picture(browser)).merging([field: text]) { $1 }
            let answer = try await send("/admin/holds", fields, from: owner.sit(at: browser))
            #expect(answer.status.code == status)
            let marked = try Regex("id=\"\(field)\"[^>]* aria-invalid=\"true\"")
            #expect(answer.html.contains(marked))
            #expect(answer.html.contains(field == "reason" ? "District Court" : Self.reason))
            #expect(try await office.place.privacy.openHolds().isEmpty)
        }
    }

    @Test func `a record that is held is not held twice`() async throws {
        let words = try Shipped.catalogue(.english)
        try await office.web.browse { browser in
            let (desk, image) = (owner.sit(at: browser), try await picture(browser))
            _ = try await send("/admin/holds", proposal(image), from: desk)
            let answer = try await send("/admin/holds", proposal(" \(image) "), from: desk)
            #expect(answer.status == .conflict && answer.html.contains(words["problem.held.title"]))
            #expect(try await office.place.privacy.openHolds().count == 1)
        }
    }

    @Test func `a hold whose review date has passed stands out`() async throws {
        let words = try Shipped.catalogue(.english)
        try await office.web.browse { browser in
            let (desk, image) = (owner.sit(at: browser), try await picture(browser))
            _ = try await send("/admin/holds", proposal(image, on: .days(1)), from: desk)
            let hold = try #require(try await office.place.privacy.openHolds().first)
            _ = try await office.place.privacy.approve(hold.id, by: colleague.subject)
            #expect(try await !desk.get("/admin/holds").html.contains(words["admin.hold_due"]))
            #expect(try await office.place.privacy.waitingHolds() == 0)
            office.place.time.advance(by: .hours(7))
            #expect(try await desk.get("/admin/holds").html.contains(words["admin.hold_due"]))
            #expect(try await office.place.privacy.waitingHolds() == 1)
        }
    }

    @Test func `the way there is shown to whoever may go it`() async throws {
        let support = try await office.staff(.support)
        try await office.web.browse { browser in
            for path in ["/admin/holds", "/admin/objections"] {
                let (offered, desk) = (owner.sit(at: browser), support.sit(at: browser))
                let (known, hidden) = (try await offered.get("/admin"), try await desk.get("/admin"))
                #expect(known.addresses.contains(path) && !hidden.addresses.contains(path))
                let refused = try await desk.get(path)
                #expect(refused.status == .forbidden)
            }
        }
    }
}
