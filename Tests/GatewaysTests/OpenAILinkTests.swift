import FoundationEssentials
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// Pictures that a host answers with a link to.
struct OpenAILinkTests {
    private typealias Answer = (status: String, headers: [String], body: String)

    /// Answers the call with a link, and what is asked for after it with `then`, by its number from 0.
    private static func linking(
        to link: String,
        then: @escaping @Sendable (_ number: Int) -> Answer = Self.picture
    ) -> ScriptedServer.Script {
        let count = OpenAITest.Counter()
        return { request, write in
            let isCall = request.hasPrefix("POST ")
            let answer = isCall ? Self.answer(request, with: link) : then(count.next())
            try await ScriptedServer.answer(answer.body, status: answer.status, headers: answer.headers)(
                request,
                write
            )
        }
    }

    /// `HOST` is the server itself.
    private static func answer(_ request: String, with link: String) -> Answer {
        let host = request.firstMatch(of: /[Hh]ost: ([0-9.:]+)/).map { String($0.1) } ?? ""
        return ("200 OK", [], #"{"data":[{"url":"\#(link.replacing("HOST", with: host))"}]}"#)
    }

    private static func picture(_ number: Int) -> Answer { ("200 OK", [], OpenAITest.pngText) }

    private func own(
        _ link: String,
        then: @escaping @Sendable (_ number: Int) -> Answer = Self.picture
    ) async throws -> OpenAITest.Outcome {
        let script = Self.linking(to: link, then: then)
        return try await OpenAITest.make(OpenAITest.order(), with: .compatible, isOwn: true, at: script)
    }

    @Test(arguments: ["http://HOST/generated/a.png?sig=1", "/generated/a.png?sig=1"])
    func `a picture of the operator's own host is fetched from there, without the key`(
        link: String
    ) async throws {
        let outcome = try await own(link)
        #expect(try outcome.picture().bytes == OpenAITest.png)
        #expect(outcome.requests.count == 2)
        let request = try #require(outcome.requests.last)
        #expect(request.hasPrefix("GET /generated/a.png?sig=1 HTTP/1.1"))
        #expect(!request.contains(OpenAITest.key))
        #expect(!request.lowercased().contains("authorization"))
    }

    @Test func `three redirects are followed and no fourth`() async throws {
        for (redirects, isFetched) in [(3, true), (4, false)] {
            let outcome = try await own("/0") { number in
                guard number < redirects else { return ("200 OK", [], OpenAITest.pngText) }
                return ("302 Found", ["Location: /\(number + 1)"], "")
            }
            #expect((try? outcome.picture().bytes == OpenAITest.png) == (isFetched ? true : nil))
            #expect(outcome.requests.count == 5)
            if !isFetched { #expect(try outcome.failure() == GatewayFailure(.unknown)) }
        }
    }

    @Test(arguments: [
        "http://127.0.0.1:1/a.png", "http://localhost:1/a.png", "https://host.example/a.png",
        "http://169.254.169.254/",
    ])
    func `the operator's own host leads to itself alone, by a redirect too`(link: String) async throws {
        let outcome = try await own(link)
        #expect(try outcome.failure() == GatewayFailure(.denied))
        #expect(outcome.requests.count == 1)
        let later = try await own("/a.png") { _ in ("307 Elsewhere", ["Location: \(link)"], "") }
        #expect(try later.failure() == GatewayFailure(.denied))
        #expect(later.requests.count == 2)
    }

    @Test(arguments: [
        "http://HOST/a.png", "https://HOST/a.png", "/a.png", "https://10.0.0.1/a.png",
        "https://169.254.169.254/latest",
        "https://[::1]/a.png", "http://host.example/a.png", "https://inside.example/a.png",
    ])
    func `any other host leads to the public internet alone`(link: String) async throws {
        let script = Self.linking(to: link)
        let outcome = try await OpenAITest.make(
            OpenAITest.order(),
            with: .compatible,
            resolver: Resolver { _ in [IPAddress("192.168.1.7")].compactMap { $0 } },
            at: script
        )
        #expect(try outcome.failure() == GatewayFailure(.denied))
        #expect(outcome.requests.count == 1)
    }

    @Test func `a place that the operator did not list is not asked`() async throws {
        var traits = HostTraits.compatible
        traits.linkedHosts = ["pictures.example"]
        for traits in [traits, .openAI] {
            let outcome = try await OpenAITest.make(
                OpenAITest.order(),
                with: traits,
                at: Self.linking(to: "https://other.example/a.png")
            )
            #expect(try outcome.failure() == GatewayFailure(.denied))
        }
    }

    @Test func `a place that is nowhere leaves a picture lost that may be billed`() async throws {
        let outcome = try await OpenAITest.make(
            OpenAITest.order(),
            with: .compatible,
            at: Self.linking(to: "https://pictures.example/a.png")
        )
        let failure = try outcome.failure()
        #expect(failure == GatewayFailure(.unknown))
    }

    @Test(arguments: [
        ("404 Not Found", "", GatewayFailure.Reason.unknown), ("403 Forbidden", "expired", .unknown),
        ("200 OK", "<html>Sign in</html>", .engineFailed), ("200 OK", "", .engineFailed),
        ("302 Found", "", .engineFailed),
    ])
    func `what is no picture is none`(
        status: String,
        body: String,
        reason: GatewayFailure.Reason
    ) async throws {
        let outcome = try await own("/a.png") { _ in (status, [], body) }
        #expect(try outcome.failure().reason == reason)
    }

    @Test(arguments: [
        "nonsense", "ftp://host.example/a", "//host.example/a.png", "javascript:alert(1)",
        "file:///etc/passwd",
    ])
    func `what is no address is not asked`(link: String) async throws {
        let outcome = try await own(link)
        #expect(try outcome.failure() == GatewayFailure(.engineFailed))
        #expect(outcome.requests.count == 1)
    }
}
