import Accounts
import Foundation
import HTTPTypes
import HummingbirdTesting
import Kernel
import TestSupport
import Testing

/// Webhooks as programs meet them.
@Suite(.timeLimit(.minutes(5)))
struct WebhookTests {
    let api: APIUnderTest

    init() async throws {
        api = try await APIUnderTest()
    }

    /// A program of somebody's with an account, which may do these.
    private func program(_ scopes: Set<KeyScope>?) async throws -> HTTPFields {
        let place = api.installation
        let appointed = try await place.staff.appoint(
            try #require(EmailAddress("mei@mail.example")),
            as: .readOnly,
            in: .english,
            country: try #require(Country("TW")),
            by: .commandLine
        )
        let key = try await place.accounts.make(
            NewAPIKey(.secret, named: DisplayName("Shop"), scopes: scopes),
            for: appointed.subject,
            from: nil
        )
        return [.authorization: "Bearer \(key.secret.secret.reveal())"]
    }

    @Test func `a key manages webhooks with their scope, and learns each secret once`() async throws {
        let headers = try await program([.webhooks])
        try await api.run { browser in
            let made = try await browser.send(
                .post,
                "/api/webhooks",
                json: #"{"url":"https://hooks.example/x","events":["job.failed"]}"#,
                headers: headers
            )
            #expect(made.status == .created)
            let path = try #require(made.headers[.location])
            #expect((made.object["secret"] as? String)?.hasPrefix("whsec_") == true)
            #expect(made.object["events"] as? [String] == ["job.failed"])
            let shown = try await browser.send(.get, path, headers: headers).object
            #expect(shown["secret"] == nil && shown["url"] as? String == "https://hooks.example/x")
            let renewed = try await browser.send(.post, path + "/rotate", headers: headers).object
            #expect(renewed["secret"] as? String != made.object["secret"] as? String)
            #expect(renewed["old_secret_until"] is String)
            let off = try await browser.send(.patch, path, json: #"{"enabled":false}"#, headers: headers)
                .object
            #expect(off["disabled_reason"] as? String == "owner")
            #expect(try await browser.send(.post, path + "/test", headers: headers).code == "webhook_off")
            #expect(try await browser.send(.delete, path, headers: headers).status == .noContent)
            #expect(try await browser.send(.get, path, headers: headers).code == "not_found")
        }
    }

    @Test func `a key without the scope, and nobody, learn nothing`() async throws {
        let headers = try await program(nil)
        try await api.run { browser in
            let narrow = try await browser.send(.get, "/api/webhooks", headers: headers)
            #expect(narrow.code == "scope_missing")
            let unknown = try await browser.send(.get, "/api/webhooks")
            #expect(unknown.code == "sign_in_required")
        }
    }

    @Test(arguments: [
        ("{}", "missing_field"), (#"{"url":1}"#, "wrong_field_type"),
        (#"{"url":"hooks.example"}"#, "webhook_address_malformed"),
        (#"{"url":"https://10.0.0.1/"}"#, "address_refused"),
        (#"{"url":"https://x.example/","events":[]}"#, "value_unknown"),
        (#"{"url":"https://x.example/","events":["ping"]}"#, "value_unknown"),
        (#"{"url":"https://x.example/","description":"a\nb"}"#, "text_malformed"),
        (#"{"url":"https://x.example/","secret":"whsec_"}"#, "unknown_field"),
    ])
    func `a wish for a webhook is read strictly`(body: String, code: String) async throws {
        let headers = try await program([.webhooks])
        try await api.run { browser in
            let answer = try await browser.send(.post, "/api/webhooks", json: body, headers: headers)
            #expect(answer.code == code)
        }
    }
}
