import HTTPTypes
import Hummingbird
import Kernel
import NIOEmbedded
import TestSupport
import Testing

@testable import HTTPKit

/// What comes over plain HTTP where the base URL is https.
struct TransportGuardTests {
    private static let warning = "A credential came over plain HTTP"

    struct Shown: Sendable, CustomTestStringConvertible {
        let path: String
        let headers: HTTPFields

        init(_ path: String, _ headers: HTTPFields = [:]) {
            self.path = path
            self.headers = headers
        }

        var testDescription: String { "\(path) \(headers.map(\.name.rawName))" }
    }

    private static let credentials = [
        Shown("/api/jobs", [.authorization: "Bearer nbp_sk_x"]), Shown("/api/jobs", [.authorization: "x"]),
        Shown("/v1/models", [.googleAPIKey: "nbp_sk_x"]), Shown("/v1beta/models?key=nbp_sk_x"),
        Shown("/v1alpha/models?alt=sse&key=x"), Shown("/openai/v1/models", [.authorization: "bearer x"]),
        Shown("/gemini/v1beta/models?key=nbp%5Fsk_x"), Shown("/mcp", [.authorization: "Bearer nbp_sk_x"]),
        Shown("/upload/v1beta/files?key=nbp_sk_x"), Shown("/api/keys?key=nbp_sk_x"),
        Shown("/api/jobs?key=a&key=nbp_sk_x"), Shown("/api/images", [.cookie: "__Host-sid=x"]),
        Shown("/api/images", [.cookie: "theme=dark; nbp_visitor=x"]), Shown("//api/jobs?key=nbp_sk_x"),
    ]

    @Test(arguments: credentials, [HTTPRequest.Method.get, .head])
    func `a program's credential is refused, however it is shown`(
        shown: Shown,
        method: HTTPRequest.Method
    ) async throws {
        let lines = LoggedLines()
        let problem = await #expect(throws: Problem.self) { try await answer(to: shown, by: method, lines) }
        #expect(problem?.code == .tlsRequired)
        #expect(lines.messages == [Self.warning])
    }

    @Test(
        arguments: [
            Shown("/api/models"), Shown("/api/jobs?key=key_06F8Z0Q9V8Y3M5K2T7R4W1X6C9"),
            Shown("/gallery?q=a"),
            Shown("/api/images/x/file", [.cookie: "elsewhere=x; __Host-theme=dark"]), Shown("/v1/models"),
        ]
    )
    func `whoever shows none is led to the encrypted address`(shown: Shown) async throws {
        let lines = LoggedLines()
        let answer = try await answer(to: shown, lines)
        #expect(answer.status == .permanentRedirect)
        #expect(answer.headers[.location] == "https://studio.example\(shown.path)")
        #expect(lines.messages.isEmpty)
    }

    @Test(
        arguments: [
            Shown("/account", [.cookie: "__Host-sid=x"]), Shown("/", [.authorization: "Basic x"]),
            Shown("/apiary", [.authorization: "Bearer x"]),
        ]
    )
    func `people's pages lead there, and the log tells of what they showed`(shown: Shown) async throws {
        let lines = LoggedLines()
        #expect(try await answer(to: shown, lines).status == .permanentRedirect)
        #expect(lines.messages == [Self.warning])
    }

    private func answer(
        to shown: Shown,
        by method: HTTPRequest.Method = .get,
        _ lines: LoggedLines
    ) async throws -> Response {
        let origins = Origins(
            origins: ["https://studio.example"],
            authorities: ["studio.example"],
            isSecure: true,
            isLocal: false
        )
        let head = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "studio.example",
            path: shown.path,
            headerFields: shown.headers
        )
        var context = AppContext(
            source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: lines.logger)
        )
        let peer = try #require(IPAddress("192.0.2.1"))
        context.client = TrustedProxies.none.client(of: [:], from: peer, over: .plain)
        return try await TransportGuard(base: "https://studio.example", origins: origins).handle(
            Request(head: head, body: RequestBody(buffer: .init())),
            context: context
        ) { _, _ in
            Issue.record("it was let through")
            return Response(status: .ok)
        }
    }
}
