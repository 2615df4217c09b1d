import HTTPTypes
import Kernel
import Privacy
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// Objections to what protects others, decided on a page.
struct ObjectionPageTests {
    private static let reason = "Sign-ins to this account are being attacked."
    private static let occasion = ChoiceOccasion(in: .english, by: .center)

    let office: Office
    let person: Desk
    let desk: Desk

    init() async throws {
        office = try await Office()
        person = try await office.member("mei@example.org")
        desk = try await office.staff(.privacy)
    }

    private func object(_ chooser: Chooser) async throws -> ObjectionID {
        try await office.place.choices.object(to: "secure_service", by: chooser, Self.occasion)
        return try #require(try await office.place.choices.waitingObjections().first).id
    }

    private var chooser: Chooser { Chooser(subject: person.subject, isAccount: true) }

    private func decide(
        _ id: ObjectionID,
        _ fields: [String: String],
        from browser: Browser
    ) async throws -> Answer {
        let csrf = try #require(try await browser.get("/admin/accounts").value(of: "csrf"))
        let path = "/admin/objections/\(id.text)/decision"
        return try await browser.post(path, fields.merging(["csrf": csrf]) { $1 })
    }

    @Test(arguments: [("grant", ObjectionState.standing), ("reject", .rejected)])
    func `an objection is decided once, and its person reads why`(
        decision: String,
        state: ObjectionState
    ) async throws {
        let words = try Shipped.catalogue(.english)
        let id = try await object(chooser)
        try await office.web.browse { browser in
            let own = desk.sit(at: browser)
            let page = try await own.get("/admin/objections")
            #expect(page.html.contains(words["objection.secure_service.title"]))
            #expect(page.html.contains(person.subject.text))
            #expect(page.addresses.contains("/admin/accounts/\(person.subject.text)"))
            #expect(try await own.get("/admin").html.contains(words["admin.attention_objections_title"]))

            let fields = ["decision": decision, "reason": Self.reason]
            #expect(try await decide(id, fields, from: own).location == "/admin/objections")
            let objection = try #require(try await office.place.choices.objections(of: chooser).first)
            #expect(objection.state == state && objection.ground == Self.reason)
            let shown = ObjectionPart("secure_service", objection, balancing: "", words)
            #expect(shown.standing.contains(Self.reason))
            #expect(try await office.place.choices.waitingObjectionCount() == 0)

            let late = try await decide(id, fields, from: own)
            #expect(late.status == .conflict && late.html.contains(words["problem.case_decided.title"]))
        }
    }

    @Test(
        arguments: [
            ("decision", "", 422), ("decision", "perhaps", 422), ("reason", " \n ", 403),
            ("reason", String(repeating: "x", count: 2_001), 403),
        ]
    )
    func `without a decision and a reason nothing is decided, and the rest stays as it was typed`(
        field: String,
        text: String,
        status: Int
    ) async throws {
        let id = try await object(chooser)
        try await office.web.browse { browser in
            let fields = ["decision": "reject", "reason": Self.reason].merging([field: text]) { $1 }
            let answer = try await decide(id, fields, from: desk.sit(at: browser))
            #expect(answer.status.code == status)
            let marked = try Regex("id=\"\(field)-\(id.text)\"[^>]* aria-invalid=\"true\"")
            #expect(answer.html.contains(marked))
            let kept = field == "reason" ? "value=\"reject\" selected" : Self.reason
            #expect(answer.html.contains(kept))
            #expect(try await office.place.choices.waitingObjectionCount() == 1)
        }
    }

    @Test func `whoever has no page on the admin site is named and not linked`() async throws {
        let visitor = try await office.place.newVisitor()
        _ = try await object(Chooser(subject: visitor))
        try await office.web.browse { browser in
            let page = try await desk.sit(at: browser).get("/admin/objections")
            #expect(page.html.contains(visitor.text))
            #expect(!page.addresses.contains("/admin/accounts/\(visitor.text)"))
        }
    }
}
