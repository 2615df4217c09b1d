import API
import HTTPKit
import Hummingbird
import HummingbirdTesting
import Kernel
import TestSupport
import Web

/// The website over an installation in memory.
struct WebUnderTest {
    let installation: TestInstallation
    let assets: Assets
    private let router: Router<AppContext>

    init(_ plan: TestInstallation.Plan = TestInstallation.Plan(), at origins: Origins = .local) async throws {
        installation = try await TestInstallation(plan)
        assets = try Shipped.assets
        router = try await Self.router(installation, assets, origins)
    }

    /// As the server puts it together.
    private static func router(
        _ installation: TestInstallation,
        _ assets: Assets,
        _ origins: Origins
    ) async throws -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: [.autoGenerateHeadEndpoints])
        let desk = FrontDesk(
            accounts: installation.accounts,
            origins: origins,
            allowance: NetworkAllowance(perVisitor: nil, clock: installation.time.clock)
        )
        let presenter = Presenter(catalogues: try Shipped.catalogues)
        let (studio, gate) = (installation.studio, installation.gate)
        let web = try await web(installation, desk, assets, origins)
        let (native, pages) = (NativeDialect(presenter: presenter), web.dialect)
        router.addMiddleware {
            SecurityHeaders(origins: origins)
            LanguageChooser()
            ProblemRenderer { request in
                switch Surface(of: request) {
                case .programs: native
                case .pages: pages
                }
            }
            CanonicalAddresses(isSecure: origins.isSecure)
        }
        assets.mount(on: router)
        let people = router.group().add(middleware: desk)
        JobRoutes(studio: studio, gate: gate, desk: desk, presenter: presenter).mount(on: people)
        ImageRoutes(studio: studio, gate: gate, presenter: presenter).mount(on: people)
        AccountRoutes(
            accounts: installation.accounts,
            privacy: installation.privacy,
            guardian: guardian(installation, origins),
            origins: origins,
            clock: installation.time.clock
        ).mount(on: people)
        web.mount(on: people)
        router.refuseOtherMethods()
        return router
    }

    private static func guardian(_ installation: TestInstallation, _ origins: Origins) -> SignInGuard {
        SignInGuard(
            throttle: Throttle(clock: installation.time.clock, randomness: .system),
            accounts: installation.accounts,
            isSecure: origins.isSecure
        )
    }

    private static func web(
        _ installation: TestInstallation,
        _ desk: FrontDesk,
        _ assets: Assets,
        _ origins: Origins
    ) async throws -> Web {
        Web(
            studio: installation.studio,
            gate: installation.gate,
            privacy: installation.privacy,
            accounts: installation.accounts,
            openID: installation.openID,
            clock: installation.time.clock,
            guardian: guardian(installation, origins),
            desk: desk,
            tokens: FormTokens(
                vault: installation.vault,
                clock: installation.time.clock,
                randomness: .system
            ),
            templates: try await Shipped.templates,
            assets: assets,
            catalogues: try Shipped.catalogues,
            origins: origins
        )
    }

    /// Runs `body` with a browser that has no cookie yet, beside a worker.
    func browse(_ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        let (app, studio) = (Application(router: router), installation.studio)
        try await installation.working {
            try await app.test(.router) { client in
                try await body(Browser(client: client, studio: studio))
            }
        }
    }
}

extension Origins {
    static let local = Origins(
        origins: ["http://localhost"],
        authorities: ["localhost"],
        isSecure: false,
        isLocal: true
    )

    /// The tests' client always calls the server `localhost`.
    static let secure = Origins(
        origins: ["https://localhost"],
        authorities: ["localhost"],
        isSecure: true,
        isLocal: false
    )
}
