import Accounts
import HTTPTypes
import HummingbirdTesting
import Kernel
import NIOCore
import TestSupport
import Testing

/// A program of somebody's, which shows a key.
struct Program: Sendable {
    let browser: Browser
    let shown: ShownAPIKey
    /// The site that its page is of.
    var origin: String?

    var key: APIKey { shown.line.key }

    private var headers: HTTPFields {
        var headers: HTTPFields = [.authorization: "Bearer \(shown.secret.secret.reveal())"]
        headers[.origin] = origin
        return headers
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        json: String? = nil
    ) async throws -> TestResponse {
        try await browser.stranger.send(method, path, json: json, headers: headers, site: "cross-site")
    }

    /// Orders a picture and waits until it is there: the ids of the job and of the picture.
    func make(_ more: String = "") async throws -> (job: String, image: String) {
        let order = #"{"prompt": "a", "model": "free", "size": "64x64"\#(more)}"#
        let accepted = try await send(.post, "/api/jobs", json: order)
        try #require(accepted.status == .accepted, "\(String(buffer: accepted.body))")
        let id = try #require(accepted.object["id"] as? String)
        for _ in 0..<12_000 {
            let job = try await send(.get, "/api/jobs/\(id)").object
            if job["status"] as? String == "succeeded" {
                let images = try #require(job["images"] as? [[String: any Sendable]])
                return (id, try #require(images.first?["id"] as? String))
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw Browser.NeverEnded()
    }
}

extension TestInstallation {
    /// Somebody with an account, and nothing in it.
    func member(_ email: String = "mei@example.org") async throws -> SubjectID {
        try await staff.appoint(
            #require(EmailAddress(email)),
            as: .readOnly,
            in: .english,
            country: #require(Country("TW")),
            by: .commandLine
        ).subject
    }

    /// A program of somebody's.
    func program(
        of subject: SubjectID,
        asking browser: Browser,
        _ kind: KeySecret.Kind = .secret,
        scopes: Set<KeyScope>? = nil,
        limits: KeyLimits = .none,
        days: Int? = nil
    ) async throws -> Program {
        let site = kind == .publishable ? "https://shop.example" : nil
        let new = try NewAPIKey(
            kind,
            named: DisplayName("Shop"),
            scopes: scopes,
            origins: WebOrigin.all(in: [site].compactMap { $0 }),
            limits: limits,
            days: days
        )
        let shown = try await accounts.make(new, for: subject, from: nil)
        return Program(browser: browser, shown: shown, origin: site)
    }
}
