import Audit
import Foundation
import HTTPKit
import HTTPTypes
import Kernel
import Moderation
import Purposes
import Store
import Studio
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// Personal data stays behind glass: who breaks it says why, and the person sees it.
struct GlassTests {
    static let email = "mei@example.org"
    static let reason = "She asked why her gallery is empty"

    let office: Office
    let person: Desk
    let support: Desk

    init() async throws {
        office = try await Office()
        person = try await office.member(Self.email)
        support = try await office.staff(.support)
    }

    private var path: String { "/admin/accounts/\(person.subject.text)" }

    private func open(
        _ browser: Browser,
        _ scope: String,
        ground: String = "help",
        reason: String = Self.reason
    ) async throws -> Answer {
        let csrf = try #require(try await browser.get(path).value(of: "csrf"))
        return try await browser.post(
            "\(path)/open",
            ["csrf": csrf, "scope": scope, "ground": ground, "reason": reason]
        )
    }

    private func acts(of subject: SubjectID, _ act: AuditAct) async throws -> [AuditDetails?] {
        let permit = try await office.place.gate.permit(AccountForActs.self, for: subject)
        let acts = try await office.place.audit.acts(limit: 100, under: permit).acts
        return acts.filter { $0.act == act }.map(\.details)
    }

    @Test func `an account is found by its exact address, which stands in no address`() async throws {
        try await office.web.browse { browser in
            let desk = support.sit(at: browser)
            let csrf = try #require(try await desk.get("/admin/accounts").value(of: "csrf"))
            let found = try await desk.post("/admin/accounts", ["csrf": csrf, "email": " MEI@example.org "])
            #expect(found.status == .seeOther && found.location == path)
            for part in ["mei", "mei@example.or", "mei@", "%", "ei@example.org", "mei@example.org.tw"] {
                let answer = try await desk.post("/admin/accounts", ["csrf": csrf, "email": part])
                #expect([404, 422].contains(answer.status.code), "\(part)")
                #expect(!answer.html.contains(person.subject.text))
            }
            #expect(try await acts(of: support.subject, .staffActed).count == 1)
        }
    }

    @Test func `without a reason an account shows numbers, and nothing of its person`() async throws {
        try await office.web.browse { browser in
            _ = try await person.sit(at: browser).draw("A secret garden")
            let answer = try await support.sit(at: browser).get(path)
            #expect(answer.status == .ok)
            for secret in [Self.email, "A secret garden", "Taiwan", "img_"] {
                #expect(!answer.html.contains(secret), "\(secret)")
            }
            #expect(try await acts(of: person.subject, .staffRead) == [])
            let image = try await person.sit(at: browser).firstImage()
            let refused = try await support.sit(at: browser).get("\(path)/images/\(image)")
            #expect(refused.status == .forbidden)
            let title = try Shipped.catalogue(.english)["problem.reason_required.title"]
            #expect(refused.html.contains(title))
        }
    }

    @Test func `a reason opens what it names for this session, and its person reads it at once`() async throws
    {
        try await office.web.browse { browser in
            _ = try await person.sit(at: browser).draw("A secret garden")
            let desk = support.sit(at: browser)
            #expect(try await open(desk, "profile").location == path)
            let shown = try await desk.get(path).html
            #expect(shown.contains(Self.email) && shown.contains("Taiwan"))
            #expect(!shown.contains("A secret garden"))
            #expect(try await open(desk, "work").status == .seeOther)
            let works = try await desk.get(path)
            #expect(works.html.contains("A secret garden"))
            let image = try #require(works.addresses.first { $0.contains("/images/") })
            let picture = try await desk.get(image)
            #expect(picture.status == .ok && picture.headers[.contentType] == "image/png")
            #expect(picture.headers[.cacheControl] == "no-store")
        }
        let read = try await acts(of: person.subject, .staffRead)
        #expect(
            read == [
                [.role: "support", .reason: "help: \(Self.reason)", .what: "work"],
                [.role: "support", .reason: "help: \(Self.reason)", .what: "profile"],
            ],
            "one leaf a look, however often the page is seen"
        )
        let own = try await acts(of: support.subject, .staffActed).compactMap { $0?[.what] }
        #expect(own == ["read work \(person.subject.text)", "read profile \(person.subject.text)"])
    }

    @Test func `what is open is open for this session, this account and fifteen minutes`() async throws {
        let other = try await office.member("lin@example.org")
        let elsewhere = try await office.signIn(support.subject, "support@staff.example")
        try await office.giveSecondFactor(in: elsewhere.session.id)
        try await office.web.browse { browser in
            let desk = support.sit(at: browser)
            _ = try await open(desk, "profile")
            #expect(try await desk.get(path).html.contains(Self.email))
            #expect(try await !elsewhere.sit(at: browser).get(path).html.contains(Self.email))
            let stranger = try await desk.get("/admin/accounts/\(other.subject.text)")
            #expect(stranger.status == .ok && !stranger.html.contains("lin@example.org"))
            office.place.time.advance(by: Glass.lifetime - .seconds(1))
            #expect(try await desk.get(path).html.contains(Self.email))
            office.place.time.advance(by: .seconds(2))
            #expect(try await !desk.get(path).html.contains(Self.email))
            #expect(try await open(desk, "profile").status == .seeOther)
        }
        #expect(try await acts(of: person.subject, .staffRead).count == 2)
        office.place.time.advance(by: .hours(1))
        try await office.place.sweep()
        #expect(try await office.place.rows(in: "accounts_glass") == 0)
    }

    @Test(
        arguments: [
            ("profile", "help", "too short"), ("profile", "", Self.reason),
            ("profile", "curiosity", Self.reason),
            ("everything", "help", Self.reason), ("profile", "help", String(repeating: "x", count: 501)),
            ("profile", "help", "          \n          "), ("profile", "help", "hidden \u{202E} direction"),
        ]
    )
    func `a look without a good reason opens nothing and is not logged`(
        scope: String,
        ground: String,
        reason: String
    ) async throws {
        try await office.web.browse { browser in
            let desk = support.sit(at: browser)
            let answer = try await open(desk, scope, ground: ground, reason: reason)
            #expect(answer.status == .forbidden)
            #expect(try await !desk.get(path).html.contains(Self.email))
        }
        #expect(try await acts(of: person.subject, .staffRead) == [])
        #expect(try await office.place.rows(in: "accounts_glass") == 0)
    }

    @Test func `programs look behind the same glass`() async throws {
        let api = "/api/admin/subjects/\(person.subject.text)"
        try await office.web.browse { browser in
            let desk = support.sit(at: browser)
            #expect(try await desk.get(api).status == .ok)
            let refused = try await desk.get("\(api)?open=profile")
            #expect(refused.status == .forbidden && refused.html.contains("\"reason_required\""))
            _ = try await open(desk, "profile")
            #expect(try await desk.get("\(api)?open=profile").html.contains(Self.email))
            #expect(try await desk.get("\(api)?open=work").status == .forbidden)
        }
    }

    @Test func `a visitor is there for staff once a case names them, with their work alone`() async throws {
        try await office.web.browse { browser in
            _ = try await browser.draw("A secret garden")
            let image = try await browser.firstImage()
            let visitor = try #require(try await office.place.visitor())
            let (desk, path) = (support.sit(at: browser), "/admin/accounts/\(visitor.text)")
            let csrf = try #require(try await desk.get("/admin/accounts").value(of: "csrf"))
            func look(at scope: String) async throws -> Answer {
                let fields = ["csrf": csrf, "scope": scope, "ground": "abuse", "reason": Self.reason]
                return try await desk.post("\(path)/open", fields)
            }
            #expect(try await desk.get(path).status == .notFound)
            #expect(try await look(at: "work").status == .notFound)
            let report = try Report(
                address: "http://localhost/images/\(image)",
                ground: .violence,
                text: "",
                email: nil,
                language: .english
            )
            try await office.place.moderation.take(report, from: visitor)
            let page = try await desk.get(path)
            #expect(page.status == .ok && !page.html.contains("A secret garden"))
            #expect(!page.html.contains("value=\"profile\"") && !page.html.contains("/freeze"))
            #expect(try await look(at: "profile").status == .notFound)
            #expect(try await acts(of: visitor, .staffRead) == [])
            #expect(try await look(at: "work").status == .seeOther)
            #expect(try await desk.get(path).html.contains("A secret garden"))
            #expect(try await browser.get("/decisions").html.contains(Self.reason))
        }
    }

    @Test func `a role without the right opens nothing`() async throws {
        let finance = try await office.staff(.finance)
        try await office.web.browse { browser in
            let desk = finance.sit(at: browser)
            let page = try await desk.get(path)
            #expect(page.status == .ok && !page.html.contains("name=\"reason\""))
            let answer = try await desk.post(
                "\(path)/open",
                ["scope": "profile", "ground": "help", "reason": Self.reason]
            )
            #expect(answer.status == .forbidden)
        }
        #expect(try await acts(of: person.subject, .staffRead) == [])
    }
}

extension TestInstallation {
    /// The only visitor there is.
    fileprivate func visitor() async throws -> SubjectID? {
        try await store.read { tx in
            try tx.first("SELECT subject_id FROM accounts_visitor") { try $0.get("subject_id") }
        }
    }
}

extension Browser {
    /// The id of a picture that the browser's person has.
    func firstImage() async throws -> String {
        let list = try await get("/api/images").html
        return try #require(list.firstMatch(of: /img_[0-9A-Z]{26}/).map { String($0.0) })
    }
}
