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
    let restoration: Restoration
    let site: Site
    let operating: OperatingRoutes
    let backstage: Backstage
    let documents: PolicyDocuments
    let tampering: Tampering

    /// What all surfaces share.
    struct Site: Sendable {
        let origins: Origins
        /// The base URL, without a slash at the end.
        let base: String
        let contact: EmailAddress?
        let provider: ServiceProvider
        let proxies: TrustedProxies
        let listener: ClientAddress.Transport
        let catalogues: Catalogues
        let templates: Templates
        let assets: Assets
        /// `/openapi.json`.
        let openAPI: OpenAPISource
        /// What `/mcp` offers.
        let tools: ToolShelf
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
                perVisitor: core.studio.limits.freeImages.visitor,
                clock: clock
            ),
            uploads: NetworkAllowance(
                perVisitor: core.studio.limits.uploadsPerDay,
                of: .uploads,
                clock: clock
            )
        )
        let guardian = SignInGuard(
            throttle: throttle,
            accounts: core.accounts,
            isSecure: site.origins.isSecure
        )
        let reports = ReportGuard(throttle: throttle)
        let choiceDesk = ChoiceDesk(
            choices: core.choices,
            accounts: core.accounts,
            origins: site.origins,
            throttle: throttle
        )
        let rights = RightsGuard(throttle: throttle)
        let forms = Forms(
            requests: RequestForms(desk: core.requests, accounts: core.accounts, limits: rights),
            transfers: TransferForms(
                archives: core.archives,
                accounts: core.accounts,
                limits: rights,
                base: site.base
            ),
            uploads: UploadDesk(studio: core.studio, spool: core.spool, desk: desk),
            verifyDesk: VerifyDesk(provenance: core.provenance, throttle: throttle),
            shares: ShareDesk(
                studio: core.studio,
                accounts: core.accounts,
                gate: core.gate,
                origins: site.origins,
                base: site.base
            )
        )
        let web = web(desk, choiceDesk, guardian, reports, forms)
        let (native, pages) = (NativeDialect(presenter: presenter), web.dialect)
        let mcp = MCPDialect(presenter: presenter)
        let openAI = OpenAIDialect(presenter: presenter)
        let (gemini, interactions) = (
            GeminiDialect(presenter: presenter), InteractionsDialect(presenter: presenter)
        )
        router.add(middleware: ClientAddresses(trusting: site.proxies, over: site.listener))
        if let outside = tampering.outside { router.add(middleware: outside) }
        router.addMiddleware {
            AccessLog()
            MetricsMiddleware()
            RequestNumbers()
            SecurityHeaders(origins: site.origins)
            CrossOrigin()
            LanguageChooser()
            OpenAIHeaders()
            ProblemRenderer { request in
                if request.uri.path == "/mcp" { return mcp }
                return switch (Shape(of: request), Surface(of: request)) {
                case (.openAI, _): openAI
                case (.gemini, _): gemini
                case (.interactions, _): interactions
                case (_, .programs): native
                case (_, .pages): pages
                }
            }
            ClosedWhileRestoring(restoration: restoration)
            TransportGuard(base: site.base, origins: site.origins)
            CanonicalAddresses(isSecure: site.origins.isSecure)
        }
        operating.mount(on: router)
        AuditRoutes(audit: core.audit).mount(on: router)
        SecurityReports(clock: clock).mount(on: router)
        SecurityText(contact: site.contact, base: site.base, clock: clock).mount(on: router)
        CookieRoutes(catalogues: site.catalogues, isSecure: site.origins.isSecure).mount(on: router)
        site.assets.mount(on: router)
        OpenAPIRoutes(site.openAPI).mount(on: router)
        PolicyDocumentRoutes(
            sweeper: core.sweeper,
            backups: BackupShelf.period,
            dataMap: documents.dataMap
        ).mount(on: router)
        let people = router.group().add(middleware: desk)
            .add(middleware: ChoiceReader(choices: core.choices, isSecure: site.origins.isSecure))
            .add(middleware: UsageGauge(analytics: core.analytics, origins: site.origins))
        if let inside = tampering.inside { people.add(middleware: inside) }
        let programs = people.group().add(middleware: RequestLimits(throttle: throttle))
            .add(middleware: RepeatedRequests(studio: core.studio, gate: core.gate))
        JobRoutes(studio: core.studio, gate: core.gate, desk: desk, presenter: presenter).mount(on: programs)
        BatchRoutes(
            studio: core.studio,
            gate: core.gate,
            desk: desk,
            bin: BatchBin(studio: core.studio, privacy: core.privacy, gate: core.gate),
            presenter: presenter
        ).mount(on: programs)
        ImageRoutes(
            studio: core.studio,
            privacy: core.privacy,
            gate: core.gate,
            uploads: forms.uploads,
            presenter: presenter
        ).mount(on: programs)
        let shares = ShareRoutes(
            studio: core.studio,
            gate: core.gate,
            desk: forms.shares,
            presenter: presenter
        )
        let strangers = router.group().add(middleware: RequestLimits(throttle: throttle))
        shares.mount(on: programs)
        shares.mountFiles(on: strangers)
        web.mountShared(on: strangers)
        CollectionRoutes(studio: core.studio, gate: core.gate, presenter: presenter).mount(on: programs)
        WebhookRoutes(webhooks: core.webhooks).mount(on: programs)
        RemovalRoutes(accounts: core.accounts, privacy: core.privacy, origins: site.origins)
            .mount(on: programs)
        RestrictionRoutes(privacy: core.privacy).mount(on: programs)
        AccountRoutes(
            accounts: core.accounts,
            moderation: core.moderation,
            guardian: guardian,
            origins: site.origins,
            clock: clock
        ).mount(on: programs)
        KeyRoutes(accounts: core.accounts, studio: core.studio, clock: clock).mount(on: programs)
        ChoiceRoutes(choices: core.choices, desk: choiceDesk).mount(on: programs)
        EventRoutes(analytics: core.analytics, origins: site.origins).mount(on: programs)
        OverviewRoutes(
            overview: core.overview,
            privacy: core.privacy,
            choices: core.choices,
            requests: core.requests,
            gate: core.gate
        ).mount(on: programs)
        ExportRoutes(archives: core.archives, accounts: core.accounts, transfers: forms.transfers)
            .mount(on: programs)
        ImportRoutes(archives: core.archives, transfers: forms.transfers).mount(on: programs)
        let arrivals = ArrivalRoutes(archives: core.archives, transfers: forms.transfers)
        arrivals.mount(on: programs)
        arrivals.mountDeliveries(on: router.group().add(middleware: RequestLimits(throttle: throttle)))
        let verify = VerifyRoutes(
            desk: forms.verifyDesk,
            origins: site.origins,
            catalogues: site.catalogues
        )
        verify.mount(on: programs)
        verify.mountRoots(on: router)
        ModelRoutes(studio: core.studio, presenter: presenter).mount(on: programs)
        UsageRoutes(studio: core.studio, gate: core.gate).mount(on: programs)
        ShapedModelRoutes(studio: core.studio, presenter: presenter).mount(on: programs)
        let shaped = shaped(desk)
        let exchange = JobExchange(studio: core.studio, gate: core.gate)
        let images = ImagesRoutes(desk: shaped, exchange: exchange, dialect: openAI, base: site.base)
        images.mount(on: programs)
        images.mountFiles(on: strangers)
        ResponseRoutes(studio: core.studio, gate: core.gate, desk: shaped, presenter: presenter)
            .mount(on: programs)
        mountGemini(on: programs, shaped, presenter)
        mountFiles(on: programs, presenter)
        WorkshopRoutes(studio: core.studio, presenter: presenter).mount(on: programs)
        SceneRoutes(studio: core.studio, gate: core.gate).mount(on: programs)
        // Answers that shared caches keep must not renew anybody's cookies.
        DesignSampleRoutes(studio: core.studio)
            .mount(on: router.group().add(middleware: RequestLimits(throttle: throttle)))
        MCPRoutes(
            service: MCPService(core, presenter, site.tools, at: PicturePlaces(base: site.base)),
            exchange: JobExchange(studio: core.studio, gate: core.gate),
            studio: core.studio,
            desk: desk,
            origins: site.origins,
            randomness: randomness
        ).mount(on: programs)
        PreviewRoutes(studio: core.studio, gate: core.gate, presenter: presenter).mount(on: programs)
        ModerationRoutes(moderation: core.moderation, limits: reports, origins: site.origins).mount(
            on: programs
        )
        RequestRoutes(forms: forms.requests, origins: site.origins).mount(on: programs)
        AgentRoutes(desk: core.requests, limits: rights).mount(on: router.group())
        programs.group("api/admin").mount(RequestDeskRoutes(desk: core.requests).routes, for: core.staff)
        let cases = CaseDesk(moderation: core.moderation, staff: core.staff, clock: clock)
        programs.group("api/admin").mount(ModerationDeskRoutes(desk: cases).routes, for: core.staff)
        let objections = ObjectionDesk(choices: core.choices, staff: core.staff)
        programs.group("api/admin").mount(ObjectionDeskRoutes(desk: objections).routes, for: core.staff)
        let holds = HoldRoutes(
            holds: HoldDesk(privacy: core.privacy, staff: core.staff),
            restrictions: RestrictionDesk(privacy: core.privacy, staff: core.staff),
            clock: clock
        )
        programs.group("api/admin").mount(holds.routes, for: core.staff)
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
            RequestNumbers()
            SecurityHeaders(origins: site.origins)
            LanguageChooser()
            ProblemRenderer { _ in native }
            TransportGuard(base: site.base, origins: site.origins)
        }
        return router
    }

    /// What pages and programs read alike.
    private struct Forms {
        let requests: RequestForms
        let transfers: TransferForms
        let uploads: UploadDesk
        let verifyDesk: VerifyDesk
        let shares: ShareDesk
    }

    private func web(
        _ desk: FrontDesk,
        _ choiceDesk: ChoiceDesk,
        _ guardian: SignInGuard,
        _ reports: ReportGuard,
        _ forms: Forms
    ) -> Web {
        Web(
            studio: core.studio,
            gate: core.gate,
            privacy: core.privacy,
            choices: core.choices,
            choiceDesk: choiceDesk,
            overview: core.overview,
            archives: core.archives,
            webhooks: core.webhooks,
            accounts: core.accounts,
            openID: core.openID,
            staff: core.staff,
            moderation: core.moderation,
            mail: core.mail,
            analytics: core.analytics,
            reports: reports,
            requests: forms.requests,
            transfers: forms.transfers,
            uploads: forms.uploads,
            verifyDesk: forms.verifyDesk,
            shareDesk: forms.shares,
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
            provider: site.provider,
            policy: documents.facts,
            shelf: ReferenceShelf(site.openAPI)
        )
    }
}
