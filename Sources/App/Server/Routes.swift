import API
import HTTPKit
import Hummingbird
import Kernel
import Studio
import Telemetry
import Web

/// Everything the server answers, put on one router: the site map.
struct Routes: Sendable {
    let core: Core
    let site: Site
    let operating: OperatingRoutes

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
    }

    func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: [.autoGenerateHeadEndpoints])
        let presenter = Presenter(catalogues: site.catalogues)
        let (clock, randomness) = (core.ambience.clock, core.ambience.randomness)
        let throttle = Throttle(clock: clock, randomness: randomness)
        let desk = FrontDesk(
            accounts: core.accounts,
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
        let web = web(desk, guardian)
        let (native, pages) = (NativeDialect(presenter: presenter), web.dialect)
        router.addMiddleware {
            ClientAddresses(trusting: site.proxies, over: site.listener)
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
        let people = router.group().add(middleware: desk)
        let programs = people.group().add(middleware: RequestLimits(throttle: throttle))
        JobRoutes(studio: core.studio, gate: core.gate, desk: desk, presenter: presenter).mount(on: programs)
        ImageRoutes(studio: core.studio, gate: core.gate, presenter: presenter).mount(on: programs)
        AccountRoutes(
            accounts: core.accounts,
            privacy: core.privacy,
            guardian: guardian,
            origins: site.origins,
            clock: clock
        ).mount(on: programs)
        ModelRoutes(studio: core.studio, presenter: presenter).mount(on: programs)
        web.mount(on: people)
        router.refuseOtherMethods()
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

    private func web(_ desk: FrontDesk, _ guardian: SignInGuard) -> Web {
        Web(
            studio: core.studio,
            gate: core.gate,
            privacy: core.privacy,
            accounts: core.accounts,
            openID: core.openID,
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
            origins: site.origins
        )
    }
}
