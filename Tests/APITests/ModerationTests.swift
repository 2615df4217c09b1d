import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Moderation
import Store
import TestSupport
import Testing

/// Refusals, reports and appeals as programs meet them.
@Suite(.timeLimit(.minutes(5)))
struct ModerationTests {
    private func api() async throws -> APIUnderTest {
        var plan = TestInstallation.Plan()
        plan.rules = try .sample()
        return try await APIUnderTest(plan)
    }

    @Test(arguments: [("en", "Instructions for weapons"), ("zh-TW", "這裡不畫武器")])
    func `a refused prompt is 422 with rule, reason and the way to appeal`(
        tag: String,
        reason: String
    ) async throws {
        let api = try await api()
        try await api.run { browser in
            let answer = try await browser.send(
                .post,
                "/api/jobs",
                json: #"{"prompt": "a pipe bomb"}"#,
                headers: [.acceptLanguage: tag]
            )
            #expect(answer.status == .unprocessableContent)
            #expect(answer.code == "prompt_refused")
            #expect(answer.object["rule"] as? String == "weapons")
            #expect((answer.object["detail"] as? String)?.contains(reason) == true || tag != "en")
            #expect((answer.object["appeal_url"] as? String)?.contains("/appeals/dec_") == true)
            #expect(answer.headers[.setCookie] == nil, "nobody was started")
        }
        #expect(try await api.installation.rows(in: "accounts_visitor") == 0)
    }

    @Test func `an appeal is made once, and its page says where it stands`() async throws {
        let api = try await api()
        try await api.run { browser in
            let refused = try await browser.send(.post, "/api/jobs", json: #"{"prompt": "pipe bomb"}"#)
            let url = "/api" + (try #require(refused.object["appeal_url"] as? String))
            #expect(try await browser.send(.get, url).object["appeal"] as? String == "none")
            let wrong = try await browser.send(.post, url, json: #"{"prompt": "another"}"#)
            #expect(wrong.code == "appeal_prompt_differs")
            let made = try await browser.send(.post, url, json: #"{"text": "no", "prompt": "pipe bomb"}"#)
            #expect((made.status, made.object["appeal"] as? String) == (.accepted, "waiting"))
            #expect(try await browser.send(.post, url, json: "{}").code == "appeal_made")
            let forged = String(url.dropLast()) + (url.last == "0" ? "1" : "0")
            #expect(try await browser.send(.get, forged).status == .notFound)
            #expect(try await browser.send(.post, forged, json: "{}").status == .notFound)
        }
    }

    @Test(arguments: [
        (#"{"address": "", "category": "other"}"#, "text_malformed"),
        (#"{"address": "/x", "category": "bad"}"#, "category_unknown"),
        (#"{"address": "/x", "category": "other", "email": "x"}"#, "email_malformed"),
        (#"{"address": "/x", "category": "other", "text": "\u0007"}"#, "text_malformed"),
        (#"{"address": "/x", "category": "other", "more": 1}"#, "unknown_field"),
        (#"{"category": "other"}"#, "missing_field"),
        (#"{"address": 1, "category": "other"}"#, "wrong_field_type"),
    ])
    func `a report that is wrong is refused and stores nothing`(json: String, code: String) async throws {
        let api = try await api()
        try await api.run { browser in
            let answer = try await browser.send(.post, "/api/reports", json: json)
            #expect(answer.code == code)
        }
        #expect(try await api.installation.rows(in: "moderation_report") == 0)
        #expect(try await api.installation.rows(in: "accounts_correspondent") == 0)
    }

    @Test func `reports that lead somewhere and nowhere are answered alike`() async throws {
        let api = try await api()
        try await api.run { browser in
            let (job, owner) = try await browser.make(#"{"prompt": "a cat", "size": "64x64"}"#)
            let images = try #require(job["images"] as? [[String: any Sendable]])
            let id = try #require(images.first?["id"] as? String)
            for (who, address) in [
                (owner, "/images/\(id)"), (browser.stranger, "/images/\(id)"), (owner, "/nowhere"),
            ] {
                let json = #"{"address": "\#(address)", "category": "person", "text": "me"}"#
                let answer = try await who.send(.post, "/api/reports", json: json)
                #expect(answer.status == .accepted)
                #expect(Set(answer.object.keys) == ["reference"])
            }
        }
        let cases = try await api.installation.moderation.cases(areOpen: true)
        #expect(cases.map { $0.image != nil }.filter { $0 }.count == 1)
    }

    @Test func `a page of somebody else's reports and appeals nothing`() async throws {
        let api = try await api()
        try await api.run { browser in
            let json = #"{"address": "/x", "category": "other"}"#
            let answer = try await browser.send(.post, "/api/reports", json: json, site: "cross-site")
            #expect(answer.status == .forbidden)
        }
    }

    @Test func `a suspended person reads, erases and appeals, and makes nothing`() async throws {
        let api = try await api()
        let place = api.installation
        try await api.run { browser in
            let (job, owner) = try await browser.make(#"{"prompt": "a cat", "size": "64x64"}"#)
            let image = try #require((job["images"] as? [[String: any Sendable]])?.first?["id"] as? String)
            let found = try await place.store.read { tx in
                try tx.first("SELECT subject_id FROM accounts_visitor") { row -> SubjectID in
                    try row.get("subject_id")
                }
            }
            let person = try #require(found)
            let entry = try await place.moderation.propose(because: "weapons", severity: .high, about: person)
            let until = place.time.now + .days(2)
            try await place.moderation.decide(
                entry,
                Verdict(.suspend, .violence, reason: "Again", until: until),
                by: .sample()
            )
            let refused = try await owner.send(.post, "/api/jobs", json: #"{"prompt": "a dog"}"#)
            #expect((refused.status, refused.code) == (.forbidden, "account_suspended"))
            #expect((refused.object["title"] as? String)?.contains("until") == true)
            #expect((refused.object["detail"] as? String)?.contains("Again") == true)
            let appeal = try #require(refused.object["appeal_url"] as? String)
            #expect(try await owner.send(.get, "/api/images").status == .ok)
            #expect(try await owner.send(.get, "/api/images/\(image)/file").status == .ok)
            #expect(try await owner.send(.get, "/api/decisions").status == .ok)
            #expect(try await owner.send(.post, "/api" + appeal, json: "{}").status == .accepted)
            #expect(try await owner.send(.delete, "/api/images/\(image)").status == .noContent)
            let other = try #require(job["id"] as? String)
            #expect(try await owner.send(.delete, "/api/jobs/\(other)").code == "account_suspended")
            place.time.advance(by: .days(2))
            #expect(
                try await owner.send(.post, "/api/jobs", json: #"{"prompt": "a dog"}"#).status == .accepted
            )
        }
    }

    @Test func `decisions about others are nobody else's`() async throws {
        let api = try await api()
        try await api.run { browser in
            let (_, owner) = try await browser.make(#"{"prompt": "a cat", "size": "64x64"}"#)
            _ = try await owner.send(.post, "/api/jobs", json: #"{"prompt": "pipe bomb"}"#)
            func count(_ who: Browser) async throws -> Int? {
                (try await who.send(.get, "/api/decisions").object["data"] as? [any Sendable])?.count
            }
            let (own, others) = (try await count(owner), try await count(browser.stranger))
            #expect((own, others) == (1, 0))
        }
    }
}
