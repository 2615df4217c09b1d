import API
import Blobs
import Foundation
import HTTPKit
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import TestSupport
import Testing

/// The native API over an installation in memory, asked as a browser on one of our own pages would.
struct APIUnderTest {
    let installation: TestInstallation
    private let router: Router<AppContext>

    init(_ plan: TestInstallation.Plan = TestInstallation.Plan()) async throws {
        installation = try await TestInstallation(plan)
        router = try Self.router(installation)
    }

    private static func router(_ installation: TestInstallation) throws -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: [.autoGenerateHeadEndpoints])
        let presenter = Presenter(
            catalogues: try .forTests
        )
        let (studio, gate) = (installation.studio, installation.gate)
        let desk = FrontDesk(
            accounts: installation.accounts,
            moderation: installation.moderation,
            origins: .local,
            allowance: NetworkAllowance(perVisitor: nil, clock: installation.time.clock),
            uploads: NetworkAllowance(perVisitor: nil, of: .uploads, clock: installation.time.clock)
        )
        router.addMiddleware {
            AccessLog()
            RequestNumbers()
            SecurityHeaders(origins: .local)
            CrossOrigin()
            ProblemRenderer { _ in NativeDialect(presenter: presenter) }
        }
        let throttle = Throttle(clock: installation.time.clock, randomness: .system)
        let people = router.group().add(middleware: desk).group().add(
            middleware: RequestLimits(throttle: throttle)
        )
        .add(middleware: RepeatedRequests(studio: studio, gate: gate))
        JobRoutes(studio: studio, gate: gate, desk: desk, presenter: presenter).mount(on: people)
        BatchRoutes(
            studio: studio,
            gate: gate,
            desk: desk,
            bin: BatchBin(studio: studio, privacy: installation.privacy, gate: gate),
            presenter: presenter
        ).mount(on: people)
        ImageRoutes(
            studio: studio,
            privacy: installation.privacy,
            gate: gate,
            uploads: UploadDesk(studio: studio, spool: Spool(inMemory: .system), desk: desk),
            presenter: presenter
        ).mount(on: people)
        let shares = ShareRoutes(
            studio: studio,
            gate: gate,
            desk: ShareDesk(
                studio: studio,
                accounts: installation.accounts,
                gate: gate,
                origins: .local,
                base: "http://localhost:8080"
            ),
            presenter: presenter
        )
        shares.mount(on: people)
        shares.mountFiles(on: router.group())
        CollectionRoutes(studio: studio, gate: gate, presenter: presenter).mount(on: people)
        WebhookRoutes(webhooks: installation.webhooks).mount(on: people)
        ModelRoutes(studio: studio, presenter: presenter).mount(on: people)
        UsageRoutes(studio: studio, gate: gate).mount(on: people)
        WorkshopRoutes(studio: studio, presenter: presenter).mount(on: people)
        ModerationRoutes(
            moderation: installation.moderation,
            limits: ReportGuard(throttle: throttle),
            origins: .local
        ).mount(on: people)
        KeyRoutes(accounts: installation.accounts, studio: studio, clock: installation.time.clock)
            .mount(on: people)
        router.refuseOtherMethods()
        return router
    }

    /// Runs `body` with a client, beside a worker.
    func run(_ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        let app = Application(router: router)
        try await installation.working {
            try await app.test(.router) { client in try await body(Browser(client: client)) }
        }
    }
}

/// Somebody with a browser: sends what browsers send, keeps the cookie.
final class Browser: Sendable {
    private let client: any TestClientProtocol
    private let cookie: String?

    init(client: any TestClientProtocol, cookie: String? = nil) {
        self.client = client
        self.cookie = cookie
    }

    /// The same browser with the cookie that `answer` set.
    func keeping(_ answer: TestResponse) -> Browser {
        let value = answer.headers[.setCookie].flatMap { $0.split(separator: ";").first }.map { String($0) }
        return Browser(client: client, cookie: value ?? cookie)
    }

    /// Another browser on the same server.
    var stranger: Browser { Browser(client: client) }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        json: String? = nil,
        headers more: HTTPFields = [:],
        site: String = "same-origin"
    ) async throws -> TestResponse {
        var headers = more
        headers[.secFetchSite] = site
        if let cookie { headers[.cookie] = cookie }
        if json != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return try await client.executeRequest(
            uri: path,
            method: method,
            headers: headers,
            body: json.map { ByteBuffer(string: $0) }
        )
    }

    func post(
        _ path: String,
        _ body: Data,
        as type: String,
        site: String = "same-origin"
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: type, .secFetchSite: site]
        if let cookie { headers[.cookie] = cookie }
        return try await client.executeRequest(
            uri: path,
            method: .post,
            headers: headers,
            body: ByteBuffer(bytes: body)
        )
    }

    /// Orders a picture, waits for its end, and answers the finished job with the browser that owns it.
    func make(_ json: String) async throws -> (job: [String: any Sendable], owner: Browser) {
        let accepted = try await send(.post, "/api/jobs", json: json)
        try #require(accepted.status == .accepted, "\(String(buffer: accepted.body))")
        let owner = keeping(accepted)
        let id = try #require(accepted.object["id"] as? String)
        for _ in 0..<12_000 {
            let job = try await owner.send(.get, "/api/jobs/\(id)").object
            if ["succeeded", "failed", "canceled"].contains(job["status"] as? String) { return (job, owner) }
            await Task.yield()
            try await Task.sleep(for: .milliseconds(5))
        }
        throw NeverEnded()
    }

    /// Asks until a member of the answer is a word.
    func answer(of path: String, once member: String, is word: String) async throws -> TestResponse {
        for _ in 0..<1_000 {
            let answer = try await send(.get, path)
            if answer.object[member] as? String == word { return answer }
            await Task.yield()
            try await Task.sleep(for: .milliseconds(5))
        }
        throw NeverEnded()
    }

    struct NeverEnded: Error {}
}

extension TestResponse {
    var object: [String: any Sendable] {
        (try? JSONSerialization.jsonObject(with: Data(body.readableBytesView))) as? [String: any Sendable]
            ?? [:]
    }

    var code: String? { object["code"] as? String }
}

extension Origins {
    static let local = Origins(
        origins: ["http://localhost:8080"],
        authorities: ["localhost"],
        isSecure: false,
        isLocal: true
    )
}
