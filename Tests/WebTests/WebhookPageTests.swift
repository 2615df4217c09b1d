import HTTPTypes
import Kernel
import TestSupport
import Testing

@testable import Accounts
@testable import Web
@testable import Webhooks

/// The pages of one's webhooks.
struct WebhookPageTests {
    let office: Office
    let owner: Desk

    init() async throws {
        office = try await Office()
        owner = try await office.member("mei@example.org")
    }

    private static let good = ["url": "https://hooks.example/x", "on_job_succeeded": "yes"]

    private func webhooks() async throws -> [Webhook] {
        try await office.place.webhooks.webhooks(of: owner.subject)
    }

    @Test func `a form that is sent again adds nothing, and leads to where that is said`() async throws {
        try await office.web.browse { browser in
            let (desk, list) = (owner.sit(at: browser), "/account/webhooks")
            let csrf = try #require(try await desk.get(list).value(of: "csrf"))
            let form = Self.good.merging(["csrf": csrf]) { $1 }
            let made = try await desk.post(list, form)
            #expect(made.status == .ok && made.html.contains("whsec_"))
            #expect(!made.html.contains("name=\"language\"") && !made.html.contains("data-ask"))
            let again = try await desk.post(list, form)
            #expect(again.status == .seeOther && again.location.hasPrefix("\(list)?again="))
            #expect(try await webhooks().count == 1)
            let words = try Shipped.catalogue(.english)
            #expect(try await desk.get(again.location).html.contains(words["webhooks.added_again"]))
        }
    }

    @Test func `a renewal that is sent again makes no other secret`() async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            let csrf = try #require(try await desk.get("/account/webhooks").value(of: "csrf"))
            _ = try await desk.post("/account/webhooks", Self.good.merging(["csrf": csrf]) { $1 })
            let page = "/account/webhooks/\(try #require(try await webhooks().first).id.text)"
            #expect(try await desk.post("\(page)/rotate", ["csrf": csrf]).html.contains("whsec_"))
            let again = try await desk.post("\(page)/rotate", ["csrf": csrf])
            #expect(again.status == .seeOther && again.location.hasPrefix("\(page)?again="))
            let words = try Shipped.catalogue(.english)
            #expect(try await desk.get(again.location).html.contains(words["webhooks.rotated_again"]))
        }
    }

    @Test func `a webhook is said to be gone to whoever deleted it alone`() async throws {
        try await office.web.browse { browser in
            let (desk, list) = (owner.sit(at: browser), "/account/webhooks")
            let csrf = try #require(try await desk.get(list).value(of: "csrf"))
            _ = try await desk.post(list, Self.good.merging(["csrf": csrf]) { $1 })
            let id = try #require(try await webhooks().first).id.text
            let said = try Shipped.catalogue(.english)["webhooks.deleted"]
            for address in ["yes", id, WebhookID.sample(7).text] {
                #expect(!(try await desk.get("\(list)?deleted=\(address)").html.contains(said)))
            }
            let deleted = try await desk.post("\(list)/\(id)/delete", ["csrf": csrf])
            #expect(try await desk.get(deleted.location).html.contains(said))
        }
    }

    @Test(
        arguments: [
            (["url": "nowhere"], "id=\"url\"", "url", "webhooks.address"),
            (["on_job_succeeded": ""], "name=\"on_job_succeeded\"", "events", "webhooks.events"),
            (["description": "\u{7}"], "id=\"description\"", "description", "webhooks.note"),
        ]
    )
    func `the page of a refused form begins at the field at fault, which says why`(
        changes: [String: String],
        focus: String,
        field: String,
        label: String
    ) async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            let csrf = try #require(try await desk.get("/account/webhooks").value(of: "csrf"))
            let form = Self.good.merging(["csrf": csrf]) { $1 }.merging(changes) { $1 }
            let answer = try await desk.post("/account/webhooks", form)
            #expect(answer.status.code == 422)
            let focused = answer.html.matches(of: /<input[^>]* autofocus[^>]*>/).map { String($0.output) }
            #expect(focused.count == 1 && focused.first?.contains(focus) == true)
            #expect(answer.html.contains("<p class=\"fault\" id=\"\(field)-problem\">"))
            // Above the form is what is wrong, and where.
            let link = "<a href=\"#\(field)\">\(try Shipped.catalogue(.english)[label])</a>"
            #expect(answer.html.contains(link))
        }
    }
}
