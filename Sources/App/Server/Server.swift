import API
import Audit
import Blobs
import HTTPKit
import Kernel
import LocalModels
import Logging
import Mail
import Moderation
import Privacy
import Queue
package import ServiceLifecycle
import Store
import Studio
import Telemetry
import UnixSignals
import Web
import Webhooks

/// The whole server: one function puts it together, for `nbp serve` and for the build under test alike.
package struct Server: Sendable {
    /// How long everything together may take to stop.
    private static let shutdownLimit: Duration = .seconds(25)

    package let core: Core
    private let settings: Settings
    private let routes: Routes
    private let certificate: Certificate?
    private let lock: DataDirectory.Lock
    private let restoration: Restoration
    /// The model of this machine, where the settings name one.
    package let localModel: LocalModel?

    /// Takes the data directory, opens what lies in it, and frees what an earlier process left behind.
    /// - Throws: whatever forbids the start; its description says what to do.
    package init(
        _ settings: Settings,
        _ ambience: Ambience,
        tampering: Tampering = Tampering()
    ) async throws {
        let share = try ShareFolder(settings.shareFolder)
        certificate = try settings.tls.map { try Certificate($0, clock: ambience.clock) }
        lock = try DataDirectory(settings.dataFolder).lock()
        try Restored(settings).complete()
        localModel = try LocalModel(settings, share, ambience)
        var choices = try Core.Choices(
            share,
            settings,
            localModel: localModel,
            tampering: tampering.engines
        )
        choices.usage.salts = tampering.salts
        choices.usage.site = settings.baseURL.host
        choices.consents.states = tampering.states
        choices.archives.tampering = tampering.archives
        choices.tamperedCopies = tampering.copies
        choices.tamperedMarks = tampering.marks
        let places = try CorePlaces.onDisk(settings, ambience)
        try await places.witness?.open()
        core = try await Core.open(places, choices, ambience)
        try await core.blobStore.recover()
        try await core.spool.recover()
        try await core.archives.recover()
        try await core.queue.reclaim()
        try await core.studio.noteAnswersLost()
        restoration = Restoration(isNeeded: try await core.privacy.needsReplay())
        let site = try await Routes.Site(share, choices.words, settings)
        routes = Routes(
            core: core,
            restoration: restoration,
            site: site,
            operating: OperatingRoutes(
                core: core,
                metrics: Telemetry.metrics,
                metricsToken: settings.metricsToken,
                origins: site.origins
            ),
            backstage: Backstage(core, settings),
            documents: try PolicyDocuments(core, settings),
            tampering: tampering
        )
        self.settings = settings
    }

    /// Serves until a signal says to stop; `more` runs beside.
    package func run(beside more: [any Service] = []) async throws {
        var group = ServiceGroupConfiguration(
            services: [
                .init(service: Replay(core: core, restoration: restoration), serviceName: "restoration"),
                clean(Upkeep(core: core), "upkeep"),
                clean(core.mail.worker, "mail"),
                clean(core.archives.carrier, "carrier"),
                clean(core.webhooks.worker, "webhooks"),
                clean(RuleKeeper(book: core.moderation.book, clock: core.ambience.clock), "block list"),
                clean(Worker(queue: core.queue, handlers: core.work), "worker"),
                // Slots of its own: lines name addresses, whose hosts may take their time.
                clean(Worker(queue: core.queue, handlers: routes.bulkWork), "bulks"),
            ] + more.map { .init(service: $0, serviceName: "test port") } + listeners,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "nbp")
        )
        if let localModel {
            // First of all, and so the last to be ended: the worker's jobs draw with it.
            group.services.insert(.init(service: localModel.server, serviceName: "local model"), at: 0)
        }
        group.maximumGracefulShutdownDuration = Self.shutdownLimit
        try await ServiceGroup(configuration: group).run()
        try core.store.close()
    }

    /// A service that begins once a restored copy is clean: nobody who was erased is written to or worked for meanwhile.
    private func clean(
        _ service: some Service,
        _ name: String
    ) -> ServiceGroupConfiguration.ServiceConfiguration {
        .init(service: AfterRestoration(inner: service, restoration: restoration), serviceName: name)
    }

    /// Every address that the server answers, as `GET /gallery`, for those who test it.
    package var addresses: [String] { routes.addresses }

    /// The ports, and what keeps the certificate new.
    private var listeners: [ServiceGroupConfiguration.ServiceConfiguration] {
        if routes.site.isUnprotected {
            Logger(label: "nbp").warning(
                """
                The base URL is https, but neither NBP_TLS_CERT nor NBP_TRUSTED_PROXIES is set: plain HTTP cannot be told from \
                https, and everybody counts as one client
                """
            )
        }
        let listeners = Listeners(settings: settings, routes: routes, certificate: certificate)
        return listeners.services(keepingTimeBy: core.ambience.clock)
    }
}
