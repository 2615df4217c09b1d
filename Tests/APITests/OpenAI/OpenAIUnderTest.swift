import API
import Blobs
import Foundation
import HTTPKit
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Imaging
import Kernel
import NIOCore
import Outbound
import TestSupport
import Testing

/// OpenAI's shape over an installation in memory, asked as a page of ours would: who asks is whom the cookie names.
struct OpenAIUnderTest {
    let installation: TestInstallation
    private let router: Router<AppContext>

    /// Pictures are fetched as `destination` may be, and all requests come by one connection, where there is one.
    init(
        _ plan: TestInstallation.Plan = TestInstallation.Plan(),
        fetchingFrom destination: Destination = .named(by: .person, as: "picture"),
        by connection: Connection? = nil
    ) async throws {
        installation = try await TestInstallation(plan)
        let clock = installation.time.clock
        let outbound = Outbound(OutboundPolicy(isLocal: true), clock: clock, randomness: .system)
        let fetcher = PictureFetcher(outbound: outbound, clock: clock, to: destination)
        router = try Self.router(installation, fetcher, connection)
    }

    private static func router(
        _ installation: TestInstallation,
        _ fetcher: PictureFetcher,
        _ connection: Connection?
    ) throws -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: [.autoGenerateHeadEndpoints])
        if let connection { router.add(middleware: connection) }
        let presenter = Presenter(
            catalogues: try .forTests
        )
        let (studio, gate, clock) = (installation.studio, installation.gate, installation.time.clock)
        let desk = FrontDesk(
            accounts: installation.accounts,
            moderation: installation.moderation,
            origins: .local,
            allowance: NetworkAllowance(perVisitor: nil, clock: clock),
            uploads: NetworkAllowance(perVisitor: nil, of: .uploads, clock: clock)
        )
        let (dialect, native) = (OpenAIDialect(presenter: presenter), NativeDialect(presenter: presenter))
        router.addMiddleware {
            SecurityHeaders(origins: .local)
            OpenAIHeaders()
            ProblemRenderer { request -> any ProblemDialect in
                Shape(of: request) == .openAI ? dialect : native
            }
        }
        let people = router.group().add(middleware: desk)
            .add(middleware: RequestLimits(throttle: Throttle(clock: clock, randomness: .system)))
        let shaped = ShapedDesk(
            studio: studio,
            gate: gate,
            desk: desk,
            spool: Spool(inMemory: .system),
            imaging: .forTests,
            fetcher: fetcher
        )
        let images = ImagesRoutes(
            desk: shaped,
            exchange: JobExchange(studio: studio, gate: gate),
            dialect: dialect,
            base: "http://localhost:8080"
        )
        images.mount(on: people)
        images.mountFiles(on: router.group())
        ResponseRoutes(studio: studio, gate: gate, desk: shaped, presenter: presenter).mount(on: people)
        ShapedModelRoutes(studio: studio, presenter: presenter).mount(on: people)
        JobRoutes(studio: studio, gate: gate, desk: desk, presenter: presenter).mount(on: people)
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

extension TestResponse {
    /// The error of an answer in OpenAI's shape.
    var error: [String: any Sendable] { object["error"] as? [String: any Sendable] ?? [:] }

    /// The pictures inside an answer.
    var pictures: [Data] {
        let data = object["data"] as? [[String: any Sendable]] ?? []
        return data.compactMap { ($0["b64_json"] as? String).flatMap { Data(base64Encoded: $0) } }
    }

    /// The data of an answer's events, in their order.
    var events: [[String: any Sendable]] {
        String(buffer: body).split(separator: "\n").filter { $0.hasPrefix("data: ") }
            .compactMap { try? JSONSerialization.jsonObject(with: Data($0.dropFirst(6).utf8)) }
            .compactMap { $0 as? [String: any Sendable] }
    }
}
