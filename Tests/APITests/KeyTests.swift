import Accounts
import Foundation
import HTTPKit
import HTTPTypes
import HummingbirdTesting
import Kernel
import NIOCore
import Studio
import TestSupport
import Testing
import Wire

/// What programs reach with keys.
struct KeyTests {
    @Test func `a secret key orders and reads in its person's name`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let program = try await place.program(of: person, asking: browser)
            let (job, image) = try await program.make()
            let list = try await program.send(.get, "/api/images").object["data"] as? [[String: any Sendable]]
            #expect(list?.compactMap { $0["id"] as? String } == [image])
            #expect(try await program.send(.get, "/api/images/\(image)/file").status == .ok)
            #expect(try await program.send(.get, "/api/jobs/\(job)").headers[.setCookie] == nil)
        }
    }

    @Test(arguments: ["", "nbp_sk_", "sk-0123456789", "nbp_sk_" + String(repeating: "0", count: 46)])
    func `what is no key is refused, whatever cookie comes along`(text: String) async throws {
        try await APIUnderTest().run { browser in
            let (job, owner) = try await browser.make(#"{"prompt":"a","model":"free","size":"64x64"}"#)
            let path = "/api/jobs/\(try #require(job["id"] as? String))"
            for headers in [[.authorization: "Bearer \(text)"], [.googleAPIKey: text]] as [HTTPFields] {
                let answer = try await owner.send(.get, path, headers: headers)
                // An empty bearer is none, and the cookie says who asks.
                if text.isEmpty, headers[.authorization] != nil { continue }
                #expect(answer.status == .unauthorized)
                #expect(answer.code == "api_key_invalid")
            }
        }
    }

    @Test func `a key is taken from each of the places where clients put it`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let program = try await place.program(of: person, asking: browser)
            let secret = program.shown.secret.secret.reveal()
            for headers in [[.authorization: "bearer \(secret)"], [.googleAPIKey: secret]] as [HTTPFields] {
                #expect(try await browser.send(.get, "/api/keys/current", headers: headers).status == .ok)
            }
            #expect(try await browser.send(.get, "/api/keys/current?key=\(secret)").status == .ok)
        }
    }

    @Test func `in a change null takes a bound away, and what is absent stays`() throws {
        let json = #"{"name":"Shop","days":null,"images_per_day":7}"#
        let body = try JSONDecoder().decode(KeyChangeBody.self, from: Data(json.utf8))
        #expect(body.name == "Shop")
        #expect(body.days == .some(.none))
        #expect(body.imagesPerDay == .some(.some(7)))
        #expect(body.requestsPerMinute == nil)
        let again = try JSONDecoder().decode(KeyChangeBody.self, from: JSONEncoder().encode(body))
        #expect(again == body)
    }

    @Test func `ended keys say why`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let short = try await place.program(of: person, asking: browser, days: 1)
            let revoked = try await place.program(of: person, asking: browser)
            try await place.accounts.revoke(revoked.key.id, of: person, from: nil)
            #expect(try await revoked.send(.get, "/api/jobs/job_1").code == "api_key_revoked")
            place.time.advance(by: .days(1))
            #expect(try await short.send(.get, "/api/jobs/job_1").code == "api_key_expired")
        }
    }

    @Test func `no key makes, reads or ends keys; each is told about itself`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let limits = KeyLimits(imagesPerDay: 5)
            let program = try await place.program(
                of: person,
                asking: browser,
                scopes: Set(KeyScope.allCases),
                limits: limits
            )
            let id = program.key.id.text
            let asked: [(HTTPRequest.Method, String, String?)] = [
                (.get, "/api/keys", nil), (.post, "/api/keys", #"{"name":"More"}"#),
                (.delete, "/api/keys/\(id)", nil), (.post, "/api/keys/\(id)/rotate", #"{"overlap_hours":0}"#),
            ]
            for (method, path, json) in asked {
                #expect(try await program.send(method, path, json: json).code == "key_refused")
            }
            _ = try await program.make()
            let current = try await program.send(.get, "/api/keys/current").object
            #expect(current["id"] as? String == id)
            #expect((current["spent"] as? [String: any Sendable])?["images_today"] as? Int == 1)
            #expect((current["limits"] as? [String: any Sendable])?["images_per_day"] as? Int == 5)
            #expect(try await browser.send(.get, "/api/keys/current").code == "api_key_invalid")
        }
    }

    @Test func `a scope that is missing is named`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let program = try await place.program(of: person, asking: browser, scopes: [.read])
            let answer = try await program.send(.post, "/api/jobs", json: #"{"prompt":"a"}"#)
            #expect(answer.status == .forbidden)
            #expect(answer.code == "scope_missing")
            #expect((answer.object["detail"] as? String)?.contains("jobs") == true)
        }
    }

    @Test func `what a key may spend is no more than it may`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let limits = KeyLimits(imagesPerDay: 1)
            let program = try await place.program(of: person, asking: browser, limits: limits)
            _ = try await program.make()
            let order = #"{"prompt":"b","model":"free","size":"64x64"}"#
            let refused = try await program.send(.post, "/api/jobs", json: order)
            #expect(refused.status == .tooManyRequests)
            #expect(refused.object["violated-policies"] as? [String] == ["key_images"])
            let other = try await place.program(of: person, asking: browser)
            #expect(try await other.send(.post, "/api/jobs", json: order).status == .accepted)
        }
    }

    @Test func `a batch spends of the key's budget too`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let limits = KeyLimits(imagesPerDay: 1)
            let program = try await place.program(of: person, asking: browser, limits: limits)
            let wish = #"{"list":"a\nb\nc","model":"free","size":"64x64"}"#
            let batch = try await program.send(.post, "/api/batches", json: wish)
            try #require(batch.status == .accepted, "\(String(buffer: batch.body))")
            let path = "/api/batches/\(try #require(batch.object["id"] as? String))"
            for _ in 0..<12_000 {
                if try await program.send(.get, path).object["status"] as? String == "ended" { break }
                try await Task.sleep(for: .milliseconds(5))
            }
            let spent = try await place.studio.spending(of: [program.key.id])
            #expect(spent[program.key.id]?.imagesToday == 1)
        }
    }

    @Test func `requests a minute are the key's own`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let limits = KeyLimits(requestsPerMinute: 2)
            let slow = try await place.program(of: person, asking: browser, limits: limits)
            let first = try await slow.send(.get, "/api/jobs/job_1")
            #expect(first.status == .notFound)
            #expect(first.headers[.ownPolicy]?.hasPrefix(#""key_requests";q=2;w=60"#) == true)
            #expect(first.headers[.ownStanding]?.hasPrefix(#""key_requests";r=1;"#) == true)
            _ = try await slow.send(.get, "/api/jobs/job_1")
            let refused = try await slow.send(.get, "/api/jobs/job_1")
            #expect(refused.status == .tooManyRequests)
            #expect(refused.object["violated-policies"] as? [String] == ["key_requests"])
            #expect(refused.headers[.retryAfter] == "30")
            let other = try await place.program(of: person, asking: browser)
            #expect(try await other.send(.get, "/api/jobs/job_1").status == .notFound)
            place.time.advance(by: .seconds(30))
            #expect(try await slow.send(.get, "/api/jobs/job_1").status == .notFound)
        }
    }

    @Test func `every answer has a number of its own`() async throws {
        try await APIUnderTest().run { browser in
            let numbers = try await [
                browser.send(.get, "/api/models"), browser.send(.get, "/api/nothing"),
                browser.send(.get, "/api/jobs/x", headers: [.requestID: "mine"]),
            ].map { $0.headers[.requestID] ?? "" }
            #expect(Set(numbers).count == 3)
            #expect(numbers.allSatisfy { $0.hasPrefix("req_") })
        }
    }
}

/// Keys that stand in pages, where anybody reads them.
struct PublishableKeyTests {
    @Test func `a publishable key works on its sites and nowhere else`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            var program = try await place.program(of: person, asking: browser, .publishable)
            _ = try await program.make()
            for origin in [nil, "https://evil.example", "null", "https://shop.example.evil"] {
                program.origin = origin
                let answer = try await program.send(.get, "/api/keys/current")
                #expect(answer.status == .forbidden)
                #expect(answer.code == "key_origin_refused")
            }
        }
    }

    @Test func `it sees what was ordered with it, and nothing else of its account`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let owner = try await place.program(of: person, asking: browser)
            let page = try await place.program(of: person, asking: browser, .publishable)
            let (theirs, mine) = (try await owner.make(), try await page.make())
            #expect(try await page.send(.get, "/api/images/\(mine.image)/file").status == .ok)
            #expect(try await page.send(.get, "/api/jobs/\(mine.job)/events").status == .ok)
            for path in ["jobs/\(theirs.job)", "jobs/\(theirs.job)/events", "images/\(theirs.image)/file"] {
                #expect(try await page.send(.get, "/api/\(path)").code == "not_found", "\(path)")
            }
            #expect(try await page.send(.delete, "/api/jobs/\(theirs.job)").code == "not_found")
            let image = "/api/images/\(mine.image)"
            for path in ["/api/images", "/api/batches", "/api/collections", image, "\(image)/lineage"] {
                #expect(try await page.send(.get, path).code == "scope_missing", "\(path)")
            }
            #expect(try await page.send(.delete, image).code == "scope_missing")
            // Its person sees both.
            #expect(try await owner.send(.get, "/api/jobs/\(mine.job)").status == .ok)
        }
    }

    @Test func `it works on its own pictures alone`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let owner = try await place.program(of: person, asking: browser)
            let page = try await place.program(of: person, asking: browser, .publishable)
            let (theirs, mine) = (try await owner.make(), try await page.make())
            func varying(_ image: String) -> String {
                #"{"prompt":"b","model":"free","size":"64x64","variation_of":"\#(image)"}"#
            }
            let refused = try await page.send(.post, "/api/jobs", json: varying(theirs.image))
            #expect(refused.status == .notFound)
            #expect((refused.object["errors"] as? [String: String])?.keys.first == "variation_of")
            #expect(try await page.send(.post, "/api/jobs", json: varying(mine.image)).status == .accepted)
        }
    }
}

extension HTTPField.Name {
    fileprivate static let ownStanding = Self("RateLimit") ?? .date
    fileprivate static let ownPolicy = Self("RateLimit-Policy") ?? .date
}
