import HTTPTypes
import Kernel
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// The page of one's keys.
struct KeyPageTests {
    let office: Office
    let owner: Desk

    init() async throws {
        office = try await Office()
        owner = try await office.member("mei@example.org")
    }

    private static let good = ["name": "Shop", "kind": "secret", "scope_jobs": "yes", "scope_read": "yes"]

    private func post(
        _ browser: Browser,
        _ fields: [String: String],
        to path: String = "/account/keys"
    ) async throws -> Answer {
        let csrf = try #require(try await browser.get("/account/keys").value(of: "csrf"))
        return try await browser.post(path, fields.merging(["csrf": csrf]) { $1 })
    }

    private func keys() async throws -> [APIKeyLine] {
        try await office.place.accounts.keys(of: owner.subject)
    }

    @Test func `a secret is on the page that answers its making, and on no other`() async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            let made = try await post(desk, Self.good)
            #expect(made.status == .ok)
            let secret = try #require(made.html.firstMatch(of: /nbp_sk_[0-9A-Za-z]{46}/)).output
            #expect(made.headers[.cacheControl] == "no-store")
            #expect(made.html.contains("curl http://localhost/api/keys/current"))
            let list = try await desk.get("/account/keys").html
            #expect(list.contains("Shop") && list.contains(String(secret.suffix(4))))
            #expect(!list.contains("nbp_sk_"))
            #expect(try await keys().first?.key.scopes == [.jobs, .read])
        }
    }

    @Test func `a publishable key makes pictures only, whatever boxes are ticked`() async throws {
        try await office.web.browse { browser in
            let sites = "https://shop.example\r\n\r\n http://localhost:3000 "
            let fields = Self.good.merging(["kind": "publishable", "origins": sites]) { $1 }
            let made = try await post(owner.sit(at: browser), fields)
            #expect(made.html.contains("Origin: https://shop.example"))
            let key = try #require(try await keys().first).key
            #expect(key.scopes == [.jobs])
            #expect(key.origins == ["https://shop.example", "http://localhost:3000"])
        }
    }

    @Test(
        arguments: [
            (["name": ""], "name_malformed"), (["kind": "golden"], "value_unknown"),
            (["kind": "publishable"], "origin_malformed"),
            (["origins": "https://a.example"], "origin_malformed"),
            (["days": "0"], "value_out_of_range"), (["images_per_day": "many"], "value_out_of_range"),
            (["requests_per_minute": "1000001"], "value_out_of_range"),
        ]
    )
    func `what cannot be a key comes back with its reason and what was typed`(
        changes: [String: String],
        problem: String
    ) async throws {
        try await office.web.browse { browser in
            let answer = try await post(
                owner.sit(at: browser),
                Self.good.merging(["credits_per_month": "77"]) { $1 }.merging(changes) { $1 }
            )
            #expect(answer.status.code == 422)
            let title = try Shipped.catalogue(.english)["problem.\(problem).title"]
            #expect(answer.html.contains(title))
            #expect(answer.html.contains("value=\"77\""))
            #expect(try await keys().isEmpty)
        }
    }

    @Test func `somebody else's key does not exist`() async throws {
        let other = try await office.member("jo@example.org")
        try await office.web.browse { browser in
            _ = try await post(owner.sit(at: browser), Self.good)
            let id = try #require(try await keys().first).key.id
            let stranger = other.sit(at: browser)
            let rotated = try await post(
                stranger,
                ["overlap_hours": "1"],
                to: "/account/keys/\(id.text)/rotate"
            )
            #expect(rotated.status == .notFound)
            #expect(try await post(stranger, [:], to: "/account/keys/\(id.text)/revoke").status == .notFound)
            #expect(!(try await stranger.get("/account/keys").html.contains(id.text)))
            #expect(try await keys().first?.state(at: office.place.time.now) == .live)
        }
    }

    @Test func `whoever signed in long ago is led to show that it is them`() async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            _ = try await post(desk, Self.good)
            let id = try #require(try await keys().first).key.id
            office.place.time.advance(by: Session.freshness)
            let page = try await desk.get("/account/keys").html
            #expect(!page.contains("name=\"kind\"") && !page.contains("overlap_hours"))
            let proof = "/account/prove?return_to=/account/keys"
            #expect(page.contains(proof))
            #expect(try await post(desk, Self.good).location == proof)
            let rotate = "/account/keys/\(id.text)/rotate"
            #expect(try await post(desk, ["overlap_hours": "1"], to: rotate).location == proof)
            let revoke = "/account/keys/\(id.text)/revoke"
            #expect(try await post(desk, [:], to: revoke).location == "/account/keys?revoked=yes")
        }
    }

    @Test func `whoever is not signed in is asked to`() async throws {
        try await office.web.browse { browser in
            let answer = try await browser.get("/account/keys")
            #expect(answer.location.hasPrefix("/login"))
        }
    }
}
