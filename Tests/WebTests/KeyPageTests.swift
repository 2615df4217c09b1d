import HTTPTypes
import Kernel
import Store
import TestSupport
import Testing

@testable import Accounts
@testable import HTTPKit
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

    private func rename(_ table: String, to name: String) async throws {
        let (table, name) = (try #require(SQLName(table)), try #require(SQLName(name)))
        try await office.place.store.write { tx in
            _ = try tx.run("ALTER TABLE \(name: table) RENAME TO \(name: name)")
        }
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
            let words = try Shipped.catalogue(.english)
            #expect(list.contains("\(words["keys.scope_jobs"]); \(words["keys.scope_read"])"))
            #expect(try await keys().first?.key.scopes == [.jobs, .read])
        }
    }

    @Test func `a publishable key makes pictures only, whatever boxes are ticked`() async throws {
        try await office.web.browse { browser in
            let sites = "https://shop.example\r\n\r\n http://localhost:3000 "
            let fields = Self.good.merging(["kind": "publishable", "origins": sites]) { $1 }
            let made = try await post(owner.sit(at: browser), fields)
            #expect(made.html.contains("curl http://localhost/api/models"))
            #expect(made.html.contains("Origin: https://shop.example"))
            // The page's key is refused there.
            #expect(!made.html.contains("/api/keys/current"))
            let key = try #require(try await keys().first).key
            #expect(key.scopes == [.jobs])
            #expect(key.origins == ["https://shop.example", "http://localhost:3000"])
        }
    }

    @Test func `nothing on a page that shows a secret leads away for the sake of a setting`() async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            let list = try await desk.get("/account/keys").html
            #expect(list.contains("name=\"language\"") && list.contains("name=\"theme\""))
            let made = try await post(desk, Self.good).html
            #expect(!made.contains("name=\"language\"") && !made.contains("name=\"theme\""))
            #expect(!made.contains("data-ask"))
        }
    }

    @Test(arguments: ["", "/zh-Hant"])
    func `a form that is sent again makes nothing, and leads to where that is said`(
        prefix: String
    )
        async throws
    {
        try await office.web.browse { browser in
            let (desk, list) = (owner.sit(at: browser), "\(prefix)/account/keys")
            let csrf = try #require(try await desk.get(list).value(of: "csrf"))
            let form = Self.good.merging(["csrf": csrf]) { $1 }
            #expect(try await desk.post(list, form).status == .ok)
            let again = try await desk.post(list, form)
            #expect(again.status == .seeOther && again.location.hasPrefix("\(list)?again="))
            #expect(try await keys().count == 1)
            let words = try Shipped.catalogue(prefix.isEmpty ? .english : .traditionalChinese)
            #expect(try await desk.get(again.location).html.contains(words["keys.sent_again"]))
            // Something else, or the same from a form that is new, is another wish.
            #expect(try await desk.post(list, form.merging(["name": "Other"]) { $1 }).status == .ok)
            #expect(try await post(desk, Self.good).status == .ok)
            #expect(try await keys().count == 3)
        }
    }

    @Test func `a rotation that is sent again ends no secret`() async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            _ = try await post(desk, Self.good)
            let id = try #require(try await keys().first).key.id
            let csrf = try #require(try await desk.get("/account/keys").value(of: "csrf"))
            let (path, form) = ("/account/keys/\(id.text)/rotate", ["csrf": csrf, "overlap_hours": "24"])
            #expect(try await desk.post(path, form).status == .ok)
            let renewed = try #require(try await keys().first)
            #expect(try await desk.post(path, form).location.hasPrefix("/account/keys?again="))
            #expect(try await keys().first == renewed)
        }
    }

    @Test(arguments: ["169", "-1", "1.5", ""])
    func `an overlap that cannot be comes back with its reason at the field, and ends no secret`(
        hours: String
    ) async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            _ = try await post(desk, Self.good)
            let before = try #require(try await keys().first)
            let id = before.key.id.text
            let answer = try await post(desk, ["overlap_hours": hours], to: "/account/keys/\(id)/rotate")
            #expect(answer.status.code == 422)
            let field = try #require(answer.html.firstMatch(of: /<input[^>]* name="overlap_hours"[^>]*>/))
                .output
            #expect(
                field.contains("value=\"\(hours)\"") && field.contains(" aria-invalid=\"true\" autofocus")
            )
            #expect(field.contains("aria-describedby=\"overlap-\(id)-hint overlap-\(id)-problem\""))
            #expect(answer.html.matches(of: /[ ]autofocus/).count == 1)
            #expect(answer.html.contains("<details class=\"more\" open>"))
            let words = try Shipped.catalogue(.english)
            let advice = words[Message("form.out_of_range", ["least": "0", "most": "168"])]
            let title = words["problem.value_out_of_range.title"]
            let reason = "<p class=\"fault\" id=\"overlap-\(id)-problem\"><b>\(title)</b> \(advice)</p>"
            #expect(answer.html.contains(reason))
            #expect(try await keys() == [before])
        }
    }

    @Test func `a form whose making broke off makes nothing when it is sent again`() async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            let csrf = try #require(try await desk.get("/account/keys").value(of: "csrf"))
            let form = Self.good.merging(["csrf": csrf]) { $1 }
            try await rename("accounts_key", to: "hidden")
            #expect(try await desk.post("/account/keys", form).status.code == 500)
            try await rename("hidden", to: "accounts_key")
            let again = try await desk.post("/account/keys", form)
            #expect(again.status == .seeOther && again.location.hasPrefix("/account/keys?again="))
            #expect(try await keys().isEmpty)
            #expect(try await post(desk, Self.good).status == .ok)
        }
    }

    @Test func `a form is remembered for as long as it can be sent`() {
        #expect(SentForm.memory > FormTokens.lifetime)
    }

    @Test func `a form that was refused may be sent again`() async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            let csrf = try #require(try await desk.get("/account/keys").value(of: "csrf"))
            let form = Self.good.merging(["csrf": csrf, "days": "0"]) { $1 }
            for _ in 1...2 {
                #expect(try await desk.post("/account/keys", form).status.code == 422)
            }
        }
    }

    @Test func `the page of a refused form begins at the field at fault, which says why`() async throws {
        try await office.web.browse { browser in
            let words = try Shipped.catalogue(.english)
            let answer = try await post(owner.sit(at: browser), Self.good.merging(["days": "366"]) { $1 })
            let field = try #require(answer.html.firstMatch(of: /<input[^>]* id="days"[^>]*>/)).output
            #expect(field.contains(" autofocus") && field.contains("aria-invalid=\"true\""))
            #expect(field.contains("aria-describedby=\"days-hint days-problem\""))
            #expect(field.contains("min=\"1\" max=\"365\""))
            #expect(answer.html.matches(of: /[ ]autofocus/).count == 1)
            let title = words["problem.value_out_of_range.title"]
            let advice = words[Message("form.out_of_range", ["least": "1", "most": "365"])]
            let reason = "<p class=\"fault\" id=\"days-problem\"><b>\(title)</b> \(advice)</p>"
            #expect(answer.html.contains(reason))
            // Above the form is what is wrong, and where; it is not read out beside the reason.
            let link = "<a href=\"#days\">\(words["keys.days_label"])</a>"
            #expect(answer.html.contains("<div class=\"problem\"><b>\(title)</b> \(link)</div>"))
        }
    }

    @Test func `boxes at fault say why as a group, and the page begins at the first`() async throws {
        try await office.web.browse { browser in
            let words = try Shipped.catalogue(.english)
            let answer = try await post(owner.sit(at: browser), ["name": "Shop", "kind": "secret"]).html
            #expect(
                answer.contains(
                    "<fieldset id=\"scopes\" tabindex=\"-1\" aria-describedby=\"scopes-hint scopes-problem\">"
                )
            )
            // What the link above leads to takes the focus.
            #expect(answer.contains("<a href=\"#scopes\">"))
            #expect(answer.contains("</b> \(words["form.choose"])</p>"))
            let focused = answer.matches(of: /<input[^>]* name="([a-z_]+)"[^>]* autofocus/).map(\.1)
            #expect(focused == ["scope_jobs"])
        }
    }

    @Test func `a refusal that is about no field is where the page begins`() async throws {
        let part = FormPart.newKey(try Shipped.catalogue(.english))
            .refused(Problem(.tooManyKeys, ["limit": "50"]), try Shipped.catalogue(.english))
        #expect(part.child(named: "problem_focused") as? Bool == true)
        #expect(part.child(named: "detail") as? String == part.problem?.detail)
    }

    @Test(arguments: Language.allCases)
    func `of several sites the one at fault is named at the field`(language: Language) async throws {
        try await office.web.browse { browser in
            let path = "\(language == .english ? "" : "/zh-Hant")/account/keys"
            let wrong = "https://<b>.example"
            let fields = ["kind": "publishable", "origins": "https://a.example\n\(wrong)\nhttps://c.example"]
            let answer = try await post(
                owner.sit(at: browser),
                Self.good.merging(fields) { $1 },
                to: path
            )
            let reason = try Shipped.catalogue(language)[
                Message("problem.origin_malformed.detail", ["site": "https://&lt;b&gt;.example"])
            ]
            #expect(answer.html.contains("</b> \(reason)</p>"))
        }
    }

    @Test func `a site without https is told that it needs it`() async throws {
        try await office.web.browse { browser in
            let fields = ["kind": "publishable", "origins": "http://shop.example"]
            let answer = try await post(owner.sit(at: browser), Self.good.merging(fields) { $1 })
            let words = try Shipped.catalogue(.english)
            #expect(answer.html.contains(words["problem.origin_not_https.title"]))
        }
    }

    @Test(
        arguments: [
            (["name": ""], "name_malformed"), (["kind": "golden"], "value_unknown"),
            (["kind": "publishable"], "origin_missing"),
            (["origins": "https://a.example"], "origin_of_secret"),
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

    @Test func `a key is said to be revoked to whoever did it, and for an hour`() async throws {
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            _ = try await post(desk, Self.good)
            let id = try #require(try await keys().first).key.id
            let revoked = try await post(desk, [:], to: "/account/keys/\(id.text)/revoke").location
            for (prefix, language) in [("", Language.english), ("/zh-Hant", .traditionalChinese)] {
                let said = try Shipped.catalogue(language)["keys.gone"]
                #expect(try await desk.get(prefix + revoked).html.contains(said))
            }
            office.place.time.advance(by: FormTokens.memory + .seconds(60))
            let said = try Shipped.catalogue(.english)["keys.gone"]
            #expect(!(try await desk.get(revoked).html.contains(said)))
        }
    }

    @Test(arguments: ["saved", "again", "revoked", "deleted"])
    func `whoever makes up an address is told nothing`(deed: String) async throws {
        let other = try await office.member("jo@example.org")
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            _ = try await post(desk, Self.good)
            let id = try #require(try await keys().first).key.id
            let page = "/account/keys/\(id.text)"
            let place = try await post(desk, [:], to: "\(page)/revoke").location
            let mark = try #require(place.split(separator: "=").last)
            let addresses = ["/account/keys", page].flatMap { page in
                ["yes", id.text, String(mark)].map { "\(page)?\(deed)=\($0)" }
            }
            for address in addresses where address != place {
                #expect(!(try await desk.get(address).html.contains("class=\"notice\"")), "\(address)")
            }
            // What the one did the other did not.
            let strange = try await other.sit(at: browser).get(place)
            #expect(strange.status == .ok && !strange.html.contains("class=\"notice\""))
        }
    }

    @Test(arguments: [true, false])
    func `a form that comes back says why, even to whoever has to show again that it is them`(
        isRefused: Bool
    ) throws {
        let words = try Shipped.catalogue(.english)
        let form = FormPart.newKey(words)
        let page = KeysPage(
            layout: .sample(words, at: .accountKeys),
            keys: [],
            form: isRefused ? form.refused(Problem(.valueUnknown, field: "scopes"), words) : form,
            isFresh: false
        )
        #expect((page.child(named: "form") != nil) == isRefused)
        #expect(page.child(named: "is_fresh") as? Bool == false)
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
            let returning = "/account/prove?return_to=/account/keys/\(id.text)"
            #expect(try await post(desk, ["overlap_hours": "1"], to: rotate).location == returning)
            let revoke = "/account/keys/\(id.text)/revoke"
            #expect(try await post(desk, [:], to: revoke).location.hasPrefix("/account/keys?revoked="))
        }
    }

    @Test func `whoever is not signed in is asked to`() async throws {
        try await office.web.browse { browser in
            let answer = try await browser.get("/account/keys")
            #expect(answer.location.hasPrefix("/login"))
        }
    }
}
