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
        let catalogues: Catalogues
        let templates: Templates
        let assets: Assets
    }

    func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: [.autoGenerateHeadEndpoints])
        let presenter = Presenter(catalogues: site.catalogues)
        let desk = FrontDesk(
            accounts: core.accounts,
            origins: site.origins,
            allowance: NetworkAllowance(
                perVisitor: core.studio.limits.freeImagesPerDay,
                clock: core.ambience.clock
            )
        )
        let web = web(desk)
        let (native, pages) = (NativeDialect(presenter: presenter), web.dialect)
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
            CanonicalAddresses(isSecure: site.origins.isSecure)
        }
        operating.mount(on: router)
        AuditRoutes(audit: core.audit).mount(on: router)
        site.assets.mount(on: router)
        let people = router.group().add(middleware: desk)
        JobRoutes(studio: core.studio, gate: core.gate, desk: desk, presenter: presenter).mount(on: people)
        ImageRoutes(studio: core.studio, gate: core.gate, presenter: presenter).mount(on: people)
        AccountRoutes(
            accounts: core.accounts,
            privacy: core.privacy,
            origins: site.origins,
            clock: core.ambience.clock
        ).mount(on: people)
        ModelRoutes(studio: core.studio, presenter: presenter).mount(on: people)
        web.mount(on: people)
        router.refuseOtherMethods()
        return router
    }

    private func web(_ desk: FrontDesk) -> Web {
        Web(
            studio: core.studio,
            gate: core.gate,
            privacy: core.privacy,
            accounts: core.accounts,
            clock: core.ambience.clock,
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
