import Audit
import HTTPTypes
import Kernel
import Privacy
import Purposes
import Store
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// Actual knowledge that an account is a child's freezes it at once (P45).
struct FreezeTests {
    let office: Office
    let person: Desk
    let support: Desk

    init() async throws {
        office = try await Office()
        person = try await office.member("mei@example.org")
        support = try await office.staff(.support)
    }

    private func send(_ act: String, from browser: Browser, about subject: SubjectID) async throws -> Answer {
        let path = "/admin/accounts/\(subject.text)"
        let csrf = try #require(try await browser.get(path).value(of: "csrf"))
        return try await browser.post("\(path)/\(act)", ["csrf": csrf])
    }

    @Test func `the next request of a flagged account is refused, until somebody releases it`() async throws {
        try await office.web.browse { browser in
            let (own, desk) = (person.sit(at: browser), support.sit(at: browser))
            _ = try await own.draw("A cat")
            #expect(try await send("freeze", from: desk, about: person.subject).status == .seeOther)
            for path in ["/", "/gallery", "/account", "/api/images", "/api/account"] {
                #expect(try await own.get(path).status == .init(code: 423), "\(path)")
            }
            #expect(try await desk.get("/admin").html.contains("wait for a check"))
            #expect(try await send("release", from: desk, about: person.subject).status == .seeOther)
            #expect(try await own.get("/gallery").status == .ok)
        }
        let permit = try await office.place.gate.permit(AccountForActs.self, for: person.subject)
        let acts = try await office.place.audit.acts(limit: 10, under: permit).acts
        #expect(acts.filter { $0.act == .restriction }.map { $0.details?[.what] } == ["release", "freeze"])
    }

    @Test func `flagging twice is logged once`() async throws {
        try await office.web.browse { browser in
            let desk = support.sit(at: browser)
            for _ in 0..<2 { _ = try await send("freeze", from: desk, about: person.subject) }
        }
        let permit = try await office.place.gate.permit(AccountForActs.self, for: person.subject)
        let acts = try await office.place.audit.acts(limit: 10, under: permit).acts
        #expect(acts.filter { $0.act == .restriction }.count == 1)
    }

    @Test func `only whoever knows the password learns that an account is frozen`() async throws {
        try await office.place.privacy.freeze(person.subject, logging: [])
        let traits = ClientTraits(device: "Firefox, Linux", network: nil)
        await #expect(throws: Problem(.credentialsWrong)) {
            _ = try await office.place.accounts.signIn(
                email: "mei@example.org",
                password: Password("not the password at all"),
                traits: traits
            )
        }
        await #expect(throws: Problem(.accountRestricted)) {
            _ = try await office.place.accounts.signIn(
                email: "mei@example.org",
                password: Password(Office.password),
                traits: traits
            )
        }
    }

    @Test func `staff can be frozen by nobody`() async throws {
        let owner = try await office.staff(.owner)
        try await office.web.browse { browser in
            let answer = try await send("freeze", from: support.sit(at: browser), about: owner.subject)
            #expect(answer.status == .forbidden)
        }
        #expect(try await office.place.privacy.frozenSince(owner.subject) == nil)
    }

    @Test func `a frozen account can still be checked, with a reason`() async throws {
        try await office.place.privacy.freeze(person.subject, logging: [])
        try await office.web.browse { browser in
            let (desk, path) = (support.sit(at: browser), "/admin/accounts/\(person.subject.text)")
            let csrf = try #require(try await desk.get(path).value(of: "csrf"))
            let fields = ["scope": "profile", "ground": "child", "reason": "A teacher wrote about it"]
            _ = try await desk.post("\(path)/open", fields.merging(["csrf": csrf]) { $1 })
            #expect(try await desk.get(path).html.contains("mei@example.org"))
        }
    }
}
