import HTTPKit
import HTTPTypes
import Kernel
import Store
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// The page of one key, and the form that changes it.
struct KeyChangePageTests {
    let office: Office
    let owner: Desk

    init() async throws {
        office = try await Office()
        owner = try await office.member("mei@example.org")
    }

    private var now: Timestamp { office.place.time.now }

    private func make(_ kind: KeySecret.Kind = .secret, days: Int? = 30) async throws -> APIKeyID {
        let new = try NewAPIKey(
            kind,
            named: DisplayName("Shop"),
            scopes: kind == .secret ? [.jobs, .read] : nil,
            origins: WebOrigin.all(in: kind == .secret ? [] : ["https://a.example", "https://b.example"]),
            limits: KeyLimits(requestsPerMinute: 60, imagesPerDay: 20, creditsPerMonth: 1_000),
            days: days
        )
        return try await office.place.accounts.make(new, for: owner.subject, from: nil).line.key.id
    }

    private func line(_ id: APIKeyID) async throws -> APIKeyLine {
        try await office.place.accounts.line(of: id, of: owner.subject)
    }

    /// What its person's form of a key holds, as it stands on the page.
    private func form(_ id: APIKeyID) async throws -> [String: String] {
        let line = try await line(id)
        let draft = KeyDraft(line)
        let fields = [
            "name", "origins", "requests_per_minute", "images_per_day", "credits_per_month", "ends_on",
            "edition",
        ]
        let texts = Dictionary(uniqueKeysWithValues: fields.map { ($0, draft[$0]) })
        let boxes = line.key.kind == .secret ? draft.scopes : []
        return boxes.reduce(into: texts) { $0[$1.fieldName] = "yes" }
    }

    private func post(
        _ browser: Browser,
        _ fields: [String: String],
        to id: APIKeyID,
        _ act: String = "",
        in prefix: String = ""
    ) async throws -> Answer {
        let csrf = try #require(try await browser.get("/account/keys").value(of: "csrf"))
        return try await browser.post(
            "\(prefix)/account/keys/\(id.text)\(act)",
            fields.merging(["csrf": csrf]) { $1 }
        )
    }

    private func events() async throws -> Int {
        try await office.place.accounts.activity(of: owner.session, before: nil, limit: 50).lines.count
    }

    @Test(arguments: KeySecret.Kind.allCases)
    func `the form asks for what a key of its kind can have, filled with what is so`(
        kind: KeySecret.Kind
    ) async throws {
        try await office.web.browse { browser in
            let id = try await make(kind)
            let html = try await owner.sit(at: browser).get("/account/keys/\(id.text)").html
            for value in ["value=\"Shop\"", "value=\"60\"", "value=\"20\"", "value=\"1000\""] {
                #expect(html.contains(value))
            }
            #expect(html.contains("value=\"\((now + .days(30)).dayInUTC)\""))
            let ticked = html.matches(of: /name="(scope_[a-z]+)" value="yes" checked/).map { String($0.1) }
            #expect(ticked == (kind == .secret ? ["scope_jobs", "scope_read"] : []))
            #expect(
                html.contains("https://a.example\nhttps://b.example</textarea>") == (kind == .publishable)
            )
            #expect(!html.contains("name=\"kind\""))
        }
    }

    @Test(arguments: KeySecret.Kind.allCases)
    func `what is sent as it was filled in changes nothing`(kind: KeySecret.Kind) async throws {
        try await office.web.browse { browser in
            let id = try await make(kind)
            let (before, noted) = (try await line(id), try await events())
            office.place.time.advance(by: .hours(3))
            let answer = try await post(owner.sit(at: browser), form(id), to: id)
            #expect(answer.location.hasPrefix("/account/keys/\(id.text)?saved="))
            #expect(try await line(id) == before)
            #expect(try await events() == noted)
        }
    }

    @Test(arguments: ["", "/zh-Hant"])
    func `a change is saved, and the page says so and shows it`(prefix: String) async throws {
        try await office.web.browse { browser in
            let (id, desk) = (try await make(), owner.sit(at: browser))
            let page = "\(prefix)/account/keys/\(id.text)"
            let form = try await desk.get(page)
            let day = (now + .days(90)).dayInUTC
            let sent = [
                "csrf": try #require(form.value(of: "csrf")),
                "edition": try #require(form.value(of: "edition")), "name": "Stall", "scope_account": "yes",
                "images_per_day": "100",
                "ends_on": day,
            ]
            let answer = try await desk.post(page, sent)
            #expect(answer.status == .seeOther && answer.location.hasPrefix("\(page)?saved="))
            let words = try Shipped.catalogue(prefix.isEmpty ? .english : .traditionalChinese)
            let shown = try await desk.get(answer.location).html
            #expect(shown.contains(words["account.saved"]) && shown.contains("Stall"))
            let line = try await line(id)
            #expect((line.name.text, line.key.scopes) == ("Stall", [.account]))
            #expect(line.key.limits == KeyLimits(imagesPerDay: 100))
            #expect(line.key.expiresAt == now + .days(90))
        }
    }

    @Test func `what was emptied is taken away`() async throws {
        try await office.web.browse { browser in
            let id = try await make(.publishable)
            let kept = [
                "name": "Shop", "origins": "https://b.example", "edition": try await line(id).edition,
            ]
            #expect(try await post(owner.sit(at: browser), kept, to: id).status == .seeOther)
            let key = try await line(id).key
            #expect((key.limits, key.expiresAt, key.scopes) == (.none, nil, [.jobs]))
            #expect(key.origins == ["https://b.example"])
        }
    }

    @Test(
        arguments: [
            (KeySecret.Kind.secret, ["name": ""], "name", "problem.name_malformed.title"),
            (.secret, ["scope_jobs": "", "scope_read": ""], "scopes", "form.nothing_chosen"),
            (.secret, ["images_per_day": "0"], "images_per_day", "problem.value_out_of_range.title"),
            (
                .secret, ["requests_per_minute": "many"], "requests_per_minute",
                "problem.value_out_of_range.title"
            ),
            (.secret, ["credits_per_month": "-1"], "credits_per_month", "problem.value_out_of_range.title"),
            (.secret, ["ends_on": "tomorrow"], "ends_on", "form.other_day"),
            (.publishable, ["origins": ""], "origins", "problem.origin_missing.title"),
            (.publishable, ["origins": "https://a.example/x"], "origins", "problem.origin_malformed.title"),
            (.publishable, ["origins": "http://a.example"], "origins", "problem.origin_not_https.title"),
        ] as [(KeySecret.Kind, [String: String], String, String)]
    )
    func `what a key cannot become comes back with its reason at the field, and what was typed`(
        kind: KeySecret.Kind,
        changes: [String: String],
        field: String,
        sentence: String
    ) async throws {
        try await office.web.browse { browser in
            let id = try await make(kind)
            let before = try await line(id)
            let typed = try await form(id).merging(changes) { $1 }.filter { !$0.value.isEmpty }
            let answer = try await post(owner.sit(at: browser), typed, to: id)
            #expect(answer.status.code == 422)
            let title = try Shipped.catalogue(.english)[sentence]
            #expect(answer.html.contains("<p class=\"fault\" id=\"\(field)-problem\"><b>\(title)</b>"))
            #expect(answer.html.contains("<div class=\"problem\"><b>\(title)</b> <a href=\"#\(field)\">"))
            #expect(answer.html.matches(of: /class="fault"/).count == 1)
            if let text = changes[field], !text.isEmpty { #expect(answer.html.contains(text)) }
            #expect(try await line(id) == before)
        }
    }

    @Test(
        arguments: [
            ("", "Write a whole number from 1 to 1,000,000."),
            ("/zh-Hant", "請填寫 1 到 1,000,000 之間的整數。"),
        ]
    )
    func `a bound is written as pages write numbers`(prefix: String, advice: String) async throws {
        try await office.web.browse { browser in
            let id = try await make()
            let typed = try await form(id).merging(["requests_per_minute": "1000001"]) { $1 }
            let answer = try await post(owner.sit(at: browser), typed, to: id, in: prefix)
            #expect(answer.status.code == 422 && answer.html.contains(advice))
        }
    }

    @Test(arguments: [0, 1, 365, 366])
    func `a key ends on a day of the year to come`(days: Int) async throws {
        try await office.web.browse { browser in
            let id = try await make()
            let day = (now + .days(days)).dayInUTC
            let typed = try await form(id).merging(["ends_on": day]) { $1 }
            let answer = try await post(owner.sit(at: browser), typed, to: id)
            guard !(1...365).contains(days) else {
                #expect(try await line(id).key.expiresAt == now + .days(days))
                return
            }
            let bounds = ["least": (now + .days(1)).dayInUTC, "most": (now + .days(365)).dayInUTC]
            let advice = try Shipped.catalogue(.english)[Message("form.choose_day", bounds)]
            #expect(answer.status.code == 422 && answer.html.contains(advice))
        }
    }

    @Test(arguments: ["", "/zh-Hant"])
    func `a page that shows a key as it was changes nothing, and comes back with what is so`(
        prefix: String
    ) async throws {
        try await office.web.browse { browser in
            let (id, desk) = (try await make(), owner.sit(at: browser))
            let stale = try await form(id)
            var narrower = APIKeyChange()
            (narrower.scopes, narrower.imagesPerDay) = ([.jobs], .becomes(10))
            _ = try await office.place.accounts.change(id, narrower, of: owner.subject, from: nil)
            let before = try await line(id)
            let csrf = try #require(try await desk.get("/account/keys").value(of: "csrf"))
            let typed = stale.merging(["name": "Stall", "csrf": csrf]) { $1 }
            let answer = try await desk.post("\(prefix)/account/keys/\(id.text)", typed)
            #expect(answer.status == .conflict)
            let words = try Shipped.catalogue(prefix.isEmpty ? .english : .traditionalChinese)
            #expect(answer.html.contains(words["problem.key_changed.title"]))
            #expect(answer.html.contains(words["problem.key_changed.detail"]))
            #expect(answer.html.contains("value=\"Shop\"") && answer.html.contains("value=\"10\""))
            #expect(!answer.html.contains("name=\"scope_read\" value=\"yes\" checked"))
            #expect(answer.value(of: "edition") == before.edition)
            #expect(try await line(id) == before)
            let again = try await form(id).merging(["name": "Stall"]) { $1 }
            #expect(try await post(desk, again, to: id).status == .seeOther)
            #expect(try await line(id).key == before.key)
        }
    }

    @Test func `a form that is put right is still about the key that it showed`() async throws {
        try await office.web.browse { browser in
            let (id, desk) = (try await make(), owner.sit(at: browser))
            let stale = try await form(id)
            var narrower = APIKeyChange()
            narrower.imagesPerDay = .becomes(10)
            _ = try await office.place.accounts.change(id, narrower, of: owner.subject, from: nil)
            let wrong = stale.merging(["requests_per_minute": "0"]) { $1 }
            let refused = try await post(desk, wrong, to: id)
            #expect(refused.status.code == 422 && refused.value(of: "edition") == stale["edition"])
            #expect(try await post(desk, stale, to: id).status == .conflict)
            #expect(try await line(id).key.limits.imagesPerDay == 10)
        }
    }

    @Test func `a form that says no edition changes nothing`() async throws {
        try await office.web.browse { browser in
            let id = try await make()
            let typed = try await form(id).filter { $0.key != "edition" }.merging(["name": "Stall"]) { $1 }
            #expect(try await post(owner.sit(at: browser), typed, to: id).status == .conflict)
            #expect(try await line(id).name.text == "Shop")
        }
    }

    @Test(arguments: [1, 30])
    func `the day has bounds, within which is the one on which the key ends`(days: Int) async throws {
        try await office.web.browse { browser in
            let id = try await make(days: days)
            let end = now + .days(days)
            // A session does not last until its end.
            office.place.time.advance(by: days == 1 ? .hours(8) : .hours(3))
            let html = try await owner.sit(at: browser).get("/account/keys/\(id.text)").html
            let field = String(try #require(html.firstMatch(of: /<input[^>]* id="ends_on"[^>]*>/)).output)
            let first = min(end, now + .days(1)).dayInUTC
            #expect(field.contains("min=\"\(first)\" max=\"\((now + .days(365)).dayInUTC)\""))
            #expect(field.contains("value=\"\(end.dayInUTC)\""))
            #expect(first <= end.dayInUTC)
        }
    }

    @Test(arguments: ["kind", "days"])
    func `what only a new key's form has is refused`(field: String) async throws {
        try await office.web.browse { browser in
            let id = try await make()
            let typed = try await form(id).merging([field: "1"]) { $1 }
            #expect(try await post(owner.sit(at: browser), typed, to: id).status == .badRequest)
        }
    }

    @Test func `to let a key do more takes a fresh proof, and to let it do less does not`() async throws {
        try await office.web.browse { browser in
            let (id, desk) = (try await make(), owner.sit(at: browser))
            office.place.time.advance(by: Session.freshness)
            let page = try await desk.get("/account/keys/\(id.text)").html
            let proof = "/account/prove?return_to=/account/keys/\(id.text)"
            #expect(page.contains("href=\"\(proof)\"") && page.contains("name=\"images_per_day\""))
            let more = try await form(id).merging(["name": "Stall", "images_per_day": "21"]) { $1 }
            let answer = try await post(desk, more, to: id)
            #expect(answer.status == .unauthorized)
            // What was typed stays, and the proof is shown beside it.
            #expect(answer.html.contains("value=\"Stall\"") && answer.html.contains("value=\"21\""))
            #expect(answer.html.contains("<a href=\"\(proof)\" target=\"_blank\">"))
            #expect(answer.html.matches(of: /\/account\/prove/).count == 1)
            let words = try Shipped.catalogue(.english)
            #expect(answer.html.contains(words["problem.form_unproven.title"]))
            #expect(answer.html.contains(words["problem.form_unproven.detail"]))
            #expect(try await line(id).key.limits.imagesPerDay == 20)
            let less = try await form(id).merging(["images_per_day": "19"]) { $1 }
            let saved = "/account/keys/\(id.text)?saved="
            #expect(try await post(desk, less, to: id).location.hasPrefix(saved))
            #expect(try await line(id).key.limits.imagesPerDay == 19)
        }
    }

    @Test(arguments: [true, false])
    func `a key that has ended has a page and no form, which says so to whoever wants more of it`(
        isRevoked: Bool
    ) async throws {
        try await office.web.browse { browser in
            let (id, desk) = (try await make(), owner.sit(at: browser))
            let typed = try await form(id)
            if isRevoked {
                try await office.place.accounts.revoke(id, of: owner.subject, from: nil)
            } else {
                // No session lasts until its end.
                try await office.place.store.write { tx in
                    _ = try tx.run("UPDATE accounts_key SET expires_at = made_at + 1 WHERE id = \(id)")
                }
                office.place.time.advance(by: .seconds(1))
            }
            let page = try await desk.get("/account/keys/\(id.text)")
            #expect(page.status == .ok && page.html.contains("Shop"))
            #expect(!page.html.contains("name=\"images_per_day\""))
            let list = try await desk.get("/account/keys").html
            #expect(!list.contains("href=\"/account/keys/\(id.text)\""))
            let title = try Shipped.catalogue(.english)["problem.key_ended.title"]
            for (wish, path) in [(typed, ""), (["overlap_hours": "1"], "/rotate"), (["name": ""], "")] {
                let late = try await post(desk, wish, to: id, path)
                #expect(late.status == .notFound, "\(path)")
                #expect(late.html.contains(title) && late.html.contains("Shop"), "\(path)")
                #expect(!late.html.contains("name=\"images_per_day\""), "\(path)")
            }
        }
    }

    @Test func `a key with a new secret is changed as before`() async throws {
        try await office.web.browse { browser in
            let (id, desk) = (try await make(), owner.sit(at: browser))
            _ = try await office.place.accounts.rotate(id, overlap: .hours(1), of: owner.subject, from: nil)
            #expect(try await desk.get("/account/keys").html.contains("href=\"/account/keys/\(id.text)\""))
            let typed = try await form(id).merging(["name": "Stall"]) { $1 }
            #expect(try await post(desk, typed, to: id).status == .seeOther)
            #expect(try await line(id).name.text == "Stall")
        }
    }

    @Test func `somebody else's key has no page, and nobody's asks to sign in`() async throws {
        let other = try await office.member("jo@example.org")
        try await office.web.browse { browser in
            let id = try await make()
            let (path, typed) = ("/account/keys/\(id.text)", try await form(id))
            let stranger = other.sit(at: browser)
            #expect(try await stranger.get(path).status == .notFound)
            #expect(try await post(stranger, typed, to: id).status == .notFound)
            let answer = try await browser.get(path)
            #expect(answer.location == "/login?return_to=\(path)")
        }
    }
}
