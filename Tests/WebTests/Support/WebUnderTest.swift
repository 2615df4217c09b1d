import API
import Blobs
import FoundationEssentials
import HTTPKit
import Hummingbird
import HummingbirdTesting
import Kernel
import Privacy
import TestSupport
import Web

/// The website over an installation in memory.
struct WebUnderTest: Sendable {
    let installation: TestInstallation
    let assets: Assets
    let web: Web
    private let responder: RouterResponder<AppContext>

    /// Every route as it is mounted: `GET /models`.
    let mounted: [String]

    init(
        _ plan: TestInstallation.Plan = TestInstallation.Plan(),
        at origins: Origins = .local,
        lanes: [LaneState] = []
    ) async throws {
        installation = try await TestInstallation(plan)
        assets = try Shipped.assets
        let desk = FrontDesk(
            accounts: installation.accounts,
            moderation: installation.moderation,
            origins: origins,
            allowance: NetworkAllowance(perVisitor: nil, clock: installation.time.clock),
            uploads: NetworkAllowance(perVisitor: nil, of: .uploads, clock: installation.time.clock)
        )
        web = try await Self.web(installation, desk, assets, origins, lanes)
        (responder, mounted) = try await Self.router(installation, assets, origins, web, desk)
    }

    /// As the server puts it together.
    private static func router(
        _ installation: TestInstallation,
        _ assets: Assets,
        _ origins: Origins,
        _ web: Web,
        _ desk: FrontDesk
    ) async throws -> (RouterResponder<AppContext>, mounted: [String]) {
        let router = Router(context: AppContext.self, options: [.autoGenerateHeadEndpoints])
        let presenter = Presenter(catalogues: try Shipped.catalogues)
        let (studio, gate) = (installation.studio, installation.gate)
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
        AuditRoutes(audit: installation.audit).mount(on: router)
        CookieRoutes(catalogues: try Shipped.catalogues, isSecure: origins.isSecure).mount(on: router)
        PolicyDocumentRoutes(sweeper: try installation.sweeper, backups: .days(30), dataMap: Data())
            .mount(on: router)
        OpenAPIRoutes(OpenAPISource { Data("{}".utf8) }).mount(on: router)
        DesignSampleRoutes(studio: studio).mount(on: router.group())
        let people = router.group().add(middleware: desk)
            .add(middleware: ChoiceReader(choices: installation.choices, isSecure: origins.isSecure))
            .add(middleware: UsageGauge(analytics: installation.analytics, origins: origins))
        EventRoutes(analytics: installation.analytics, origins: origins).mount(on: people)
        JobRoutes(studio: studio, gate: gate, desk: desk, presenter: presenter).mount(on: people)
        ImageRoutes(
            studio: studio,
            privacy: installation.privacy,
            gate: gate,
            uploads: UploadDesk(studio: studio, spool: Spool(inMemory: .system), desk: desk),
            presenter: presenter
        ).mount(on: people)
        RemovalRoutes(accounts: installation.accounts, privacy: installation.privacy, origins: origins)
            .mount(on: people)
        RestrictionRoutes(privacy: installation.privacy).mount(on: people)
        AccountRoutes(
            accounts: installation.accounts,
            moderation: installation.moderation,
            guardian: guardian(installation, origins),
            origins: origins,
            clock: installation.time.clock
        ).mount(on: people)
        VerifyRoutes(desk: verifyDesk(installation), origins: origins, catalogues: try Shipped.catalogues)
            .mountRoots(on: router)
        let sharing = shareDesk(installation, origins)
        ShareRoutes(studio: studio, gate: gate, desk: sharing, presenter: presenter)
            .mountFiles(on: router.group())
        web.mountShared(on: router.group())
        web.mount(on: people)
        web.mountStaffRoutes(on: people)
        adminRoutes(installation).mount(on: people)
        let mounted = router.routes.map { "\($0.method) \($0.path)" }
        router.refuseOtherMethods()
        return (router.buildResponder(), mounted)
    }

    /// The admin site for programs.
    var adminRoutes: AdminRoutes { Self.adminRoutes(installation) }

    private static func adminRoutes(_ installation: TestInstallation) -> AdminRoutes {
        AdminRoutes(
            staff: installation.staff,
            studio: installation.studio,
            privacy: installation.privacy,
            backstage: backstage(installation, [])
        )
    }

    private static func shareDesk(_ installation: TestInstallation, _ origins: Origins) -> ShareDesk {
        ShareDesk(
            studio: installation.studio,
            accounts: installation.accounts,
            gate: installation.gate,
            origins: origins,
            base: "http://localhost"
        )
    }

    private static func verifyDesk(_ installation: TestInstallation) -> VerifyDesk {
        VerifyDesk(
            provenance: installation.provenance,
            throttle: Throttle(clock: installation.time.clock, randomness: .system)
        )
    }

    private static func backstage(_ installation: TestInstallation, _ lanes: [LaneState]) -> Backstage {
        Backstage(
            store: installation.store,
            queue: installation.queue,
            studio: installation.studio,
            privacy: installation.privacy,
            choices: installation.choices,
            requests: installation.requests,
            moderation: installation.moderation,
            audit: installation.audit,
            auditWatch: installation.auditWatch,
            history: installation.history,
            settings: [
                SettingLine(variable: "NBP_PORT", meaning: "the port", value: "8080", source: "default"),
                SettingLine(variable: "NBP_METRICS_TOKEN", meaning: "the token", value: nil, source: "file"),
            ],
            dataFolder: nil,
            lanes: { lanes },
            clock: installation.time.clock
        )
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
        _ origins: Origins,
        _ lanes: [LaneState]
    ) async throws -> Web {
        Web(
            studio: installation.studio,
            gate: installation.gate,
            privacy: installation.privacy,
            choices: installation.choices,
            choiceDesk: ChoiceDesk(
                choices: installation.choices,
                accounts: installation.accounts,
                origins: origins,
                throttle: Throttle(clock: installation.time.clock, randomness: .system)
            ),
            overview: installation.overview,
            archives: installation.archives,
            webhooks: installation.webhooks,
            accounts: installation.accounts,
            openID: installation.openID,
            staff: installation.staff,
            moderation: installation.moderation,
            mail: installation.mail,
            analytics: installation.analytics,
            reports: ReportGuard(throttle: Throttle(clock: installation.time.clock, randomness: .system)),
            requests: RequestForms(
                desk: installation.requests,
                accounts: installation.accounts,
                limits: RightsGuard(throttle: Throttle(clock: installation.time.clock, randomness: .system))
            ),
            transfers: TransferForms(
                archives: installation.archives,
                accounts: installation.accounts,
                limits: RightsGuard(throttle: Throttle(clock: installation.time.clock, randomness: .system)),
                base: "http://localhost"
            ),
            uploads: UploadDesk(studio: installation.studio, spool: Spool(inMemory: .system), desk: desk),
            verifyDesk: verifyDesk(installation),
            shareDesk: shareDesk(installation, origins),
            backstage: backstage(installation, lanes),
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
            origins: origins,
            provider: ServiceProvider(),
            policy: PolicyFacts(rules: try installation.sweeper.plan.rules),
            shelf: ReferenceShelf(OpenAPISource { Data(Samples.apiDocument.utf8) })
        )
    }

    /// Runs `body` with a browser that has no cookie yet, beside a worker.
    func browse(_ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        let (app, studio) = (Application(responder: responder), installation.studio)
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
