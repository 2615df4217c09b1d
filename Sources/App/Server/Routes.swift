import API
import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Moderation
import Studio
import Telemetry
import Web

/// Everything the server answers, put on one router: the site map.
struct Routes: Sendable {
    let core: Core
    let site: Site
    let operating: OperatingRoutes
    let backstage: Backstage
    let tampering: Tampering

    /// What all surfaces share.
    struct Site: Sendable {
        let origins: Origins
        /// The base URL, without a slash at the end.
        let base: String
        let contact: EmailAddress?
        let proxies: TrustedProxies
        let listener: ClientAddress.Transport
        let catalogues: Catalogues
        let templates: Templates
        let assets: Assets
        /// `/openapi.json`.
        let openAPI: Data
    }

    func router() -> Router<AppContext> {
        let router = mounted()
        router.refuseOtherMethods()
        return router
    }

    /// Every address that is answered, as `GET /gallery`.
    var addresses: [String] {
        mounted().routes.map { "\($0.method.rawValue) \($0.path.description)" }.sorted()
    }

    /// Every address that is answered, before other methods on them are refused.
    private func mounted() -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: [.autoGenerateHeadEndpoints])
        let presenter = Presenter(catalogues: site.catalogues)
        let (clock, randomness) = (core.ambience.clock, core.ambience.randomness)
        let throttle = Throttle(clock: tampering.limitClock(clock), randomness: randomness)
        let desk = FrontDesk(
            accounts: core.accounts,
            moderation: core.moderation,
            origins: site.origins,
            allowance: NetworkAllowance(
                perVisitor: core.studio.limits.freeImagesPerDay,
                clock: clock
            )
        )
        let guardian = SignInGuard(
            throttle: throttle,
            accounts: core.accounts,
            isSecure: site.origins.isSecure
        )
        let reports = ReportGuard(throttle: throttle)
        let web = web(desk, guardian, reports)
        let (native, pages) = (NativeDialect(presenter: presenter), web.dialect)
        router.add(middleware: ClientAddresses(trusting: site.proxies, over: site.listener))
        if let outside = tampering.outside { router.add(middleware: outside) }
        router.addMiddleware {
            AccessLog()
            MetricsMiddleware()
            SecurityHeaders(origins: site.origins)
            LanguageChooser()
            ProblemRenderer { request in
                switch Surface(of: request) {
                case .programs: native
                case .pages: pages
                }
            }
            TransportGuard(base: site.base, origins: site.origins)
            CanonicalAddresses(isSecure: site.origins.isSecure)
        }
        operating.mount(on: router)
        AuditRoutes(audit: core.audit).mount(on: router)
        SecurityReports(clock: clock).mount(on: router)
        SecurityText(contact: site.contact, base: site.base, clock: clock).mount(on: router)
        site.assets.mount(on: router)
        OpenAPIRoutes(document: site.openAPI).mount(on: router)
        let people = router.group().add(middleware: desk)
        if let inside = tampering.inside { people.add(middleware: inside) }
        let programs = people.group().add(middleware: RequestLimits(throttle: throttle))
        JobRoutes(studio: core.studio, gate: core.gate, desk: desk, presenter: presenter).mount(on: programs)
        ImageRoutes(studio: core.studio, gate: core.gate, presenter: presenter).mount(on: programs)
        AccountRoutes(
            accounts: core.accounts,
            moderation: core.moderation,
            privacy: core.privacy,
            guardian: guardian,
            origins: site.origins,
            clock: clock
        ).mount(on: programs)
        ExportRoutes(archives: core.archives, accounts: core.accounts).mount(on: programs)
        ImportRoutes(archives: core.archives).mount(on: programs)
        ModelRoutes(studio: core.studio, presenter: presenter).mount(on: programs)
        ModerationRoutes(moderation: core.moderation, limits: reports, origins: site.origins).mount(
            on: programs
        )
        let cases = CaseDesk(moderation: core.moderation, staff: core.staff, clock: clock)
        programs.group("api/admin").mount(ModerationDeskRoutes(desk: cases).routes, for: core.staff)
        web.mount(on: people)
        web.mountStaffRoutes(on: people)
        AdminRoutes(staff: core.staff, studio: core.studio, privacy: core.privacy, backstage: backstage)
            .mount(on: programs)
        return router
    }

    /// What the port of plain HTTP answers: the way to the encrypted address, or a refusal.
    func redirects() -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: [])
        let native = NativeDialect(presenter: Presenter(catalogues: site.catalogues))
        router.addMiddleware {
            ClientAddresses(trusting: .none, over: .plain)
            AccessLog()
            MetricsMiddleware()
            SecurityHeaders(origins: site.origins)
            LanguageChooser()
            ProblemRenderer { _ in native }
            TransportGuard(base: site.base, origins: site.origins)
        }
        return router
    }

    private func web(_ desk: FrontDesk, _ guardian: SignInGuard, _ reports: ReportGuard) -> Web {
        Web(
            studio: core.studio,
            gate: core.gate,
            privacy: core.privacy,
            archives: core.archives,
            accounts: core.accounts,
            openID: core.openID,
            staff: core.staff,
            moderation: core.moderation,
            reports: reports,
            backstage: backstage,
            clock: core.ambience.clock,
            guardian: guardian,
            desk: desk,
            tokens: FormTokens(
                vault: core.vault,
                clock: core.ambience.clock,
                randomness: core.ambience.randomness
            ),
            templates: site.templates,
            assets: site.assets,
            catalogues: site.catalogues,
            origins: site.origins,
            contact: site.contact
        )
    }
}
