import Audit
import HTTPTypes
import Kernel
import Purposes
import Store
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// Who decides who is staff, and how.
struct AppointTests {
    let office: Office
    let owner: Desk

    init() async throws {
        office = try await Office { $0.mails = FakeMails() }
        owner = try await office.staff(.owner)
    }

    private func post(_ browser: Browser, _ path: String, _ fields: [String: String]) async throws -> Answer {
        let csrf = try #require(try await browser.get("/admin/accounts").value(of: "csrf"))
        return try await browser.post(path, fields.merging(["csrf": csrf]) { $1 })
    }

    @Test func `an owner invites by mail, changes and removes, and each is logged`() async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            let fields = ["email": "new@staff.example", "role": "privacy", "country": "TW"]
            #expect(try await post(desk, "/admin/staff", fields).status == .seeOther)
            #expect(try await office.place.rows(in: "mail_outbox", where: "kind = 'staff_invitation'") == 1)
            let address = try #require(EmailAddress("new@staff.example"))
            let subject = try #require(try await office.place.staff.find(address))
            #expect(try await office.place.staff.role(of: subject) == .privacy)
            let change = "/admin/staff/\(subject.text)/role"
            #expect(try await post(desk, change, ["role": "support"]).status == .seeOther)
            #expect(try await office.place.staff.role(of: subject) == .support)
            #expect(try await post(desk, "/admin/staff/\(subject.text)/remove", [:]).status == .seeOther)
            #expect(try await office.place.staff.role(of: subject) == nil)
            let permit = try await office.place.gate.permit(AccountForActs.self, for: subject)
            let acts = try await office.place.audit.acts(limit: 10, under: permit).acts
            #expect(
                acts.filter { $0.act == .roleChanged }.map { $0.details?[.what] } == [
                    "none", "support", "privacy",
                ]
            )
        }
    }

    @Test func `an open session is not enough to change who is staff`() async throws {
        office.place.time.advance(by: .seconds(11 * 60))
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            let fields = ["email": "new@staff.example", "role": "owner", "country": "TW"]
            let stale = try await post(desk, "/admin/staff", fields)
            #expect(stale.status == .unauthorized)
            #expect(try await office.place.rows(in: "accounts_staff") == 1)
            let page = try await desk.get("/admin/staff")
            #expect(page.addresses.contains("/account/prove?return_to=/admin/staff"))
        }
    }

    @Test func `nobody changes their own role, and the last owner stays`() async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            for (path, fields) in [("role", ["role": "support"]), ("remove", [:])] {
                let answer = try await post(desk, "/admin/staff/\(owner.subject.text)/\(path)", fields)
                #expect(answer.status == .forbidden, "\(path)")
            }
        }
        await #expect(throws: Problem(.lastOwner)) {
            try await office.place.staff.remove(owner.subject, by: .commandLine)
        }
        await #expect(throws: Problem(.lastOwner)) {
            try await office.place.staff.change(owner.subject, to: .support, by: .commandLine)
        }
        #expect(try await office.place.staff.role(of: owner.subject) == .owner)
    }

    @Test func `of two owners who remove each other at once one stays`() async throws {
        let other = try await office.staff(.owner, "second@staff.example")
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for subject in [owner.subject, other.subject] {
                group.addTask {
                    (try? await office.place.staff.remove(subject, by: .commandLine)) != nil
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 }.count == 1)
        #expect(try await office.place.rows(in: "accounts_staff", where: "role = 'owner'") == 1)
    }

    @Test(arguments: [["role": "king"], ["role": ""], ["email": "nobody"], ["country": "XX"]])
    func `what makes no sense makes nobody staff`(fault: [String: String]) async throws {
        let fields = ["email": "new@staff.example", "role": "support", "country": "TW"].merging(fault) { $1 }
        try await office.web.browse { browser in
            let answer = try await post(owner.sit(at: browser), "/admin/staff", fields)
            #expect(answer.status == .init(code: 422))
        }
        #expect(try await office.place.rows(in: "accounts_staff") == 1)
    }

    @Test func `an invitation sets a password once`() async throws {
        let appointed = try await office.place.staff.appoint(
            try #require(EmailAddress("new@staff.example")),
            as: .support,
            in: .english,
            country: try #require(Country("TW")),
            by: .commandLine
        )
        let token = try #require(appointed.invitation)
        try await office.place.accounts.reset(by: token, to: Password(Office.password))
        await #expect(throws: Problem(.linkExpired)) {
            try await office.place.accounts.reset(by: token, to: Password("another good password here"))
        }
    }
}
