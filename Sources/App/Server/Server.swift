import Audit
import Blobs
package import Engines
import Foundation
import Glibc
import HTTPKit
import Hummingbird
import Kernel
import Logging
import Mail
import NIOCore
import Queue
package import ServiceLifecycle
import Store
import Studio
import Telemetry
import UnixSignals
import Web

/// The whole server: one function puts it together, for `nbp serve` and for the build under test alike.
package struct Server: Sendable {
    /// How long a connection may be quiet between requests or in the middle of sending a body.
    private static let idleTimeout: TimeAmount = .seconds(60)
    /// How long everything together may take to stop.
    private static let shutdownLimit: Duration = .seconds(25)

    package let core: Core
    private let settings: Settings
    private let routes: Routes
    private let lock: DataDirectory.Lock

    /// Takes the data directory, opens what lies in it, and frees what an earlier process left behind.
    /// - Throws: whatever forbids the start; its description says what to do.
    package init(
        _ settings: Settings,
        _ ambience: Ambience,
        tampering: @escaping @Sendable ([String: any Engine]) -> [String: any Engine] = { $0 }
    ) async throws {
        let share = try ShareFolder(settings.shareFolder)
        lock = try DataDirectory(settings.dataFolder).lock()
        let choices = try Core.Choices(share, settings, tampering: tampering)
        let places = try CorePlaces.onDisk(settings, ambience)
        try await places.witness?.open()
        core = try await Core.open(places, choices, ambience)
        try await core.blobStore.recover()
        try await core.queue.reclaim()
        let origins = Origins(settings.baseURL)
        routes = Routes(
            core: core,
            site: try await Routes.Site(share, origins),
            operating: OperatingRoutes(
                core: core,
                metrics: Telemetry.metrics,
                metricsToken: settings.metricsToken,
                origins: origins
            )
        )
        self.settings = settings
    }

    /// Serves until a signal says to stop; `more` runs beside.
    package func run(beside more: [any Service] = []) async throws {
        var group = ServiceGroupConfiguration(
            services: [
                .init(service: Upkeep(core: core), serviceName: "upkeep"),
                .init(service: core.mail.worker, serviceName: "mail"),
                .init(service: Worker(queue: core.queue, handlers: core.work), serviceName: "worker"),
            ] + more.map { .init(service: $0, serviceName: "test port") } + [
                .init(service: application, serviceName: "http")
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "nbp")
        )
        group.maximumGracefulShutdownDuration = Self.shutdownLimit
        do {
            try await ServiceGroup(configuration: group).run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw PortTaken(port: settings.port)
        }
        try core.store.close()
    }

    private var application: some ApplicationProtocol {
        let address = settings.baseURL
        return Application(
            router: routes.router(),
            server: .http1(configuration: .init(idleTimeout: Self.idleTimeout)),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                serverName: nil
            ),
            onServerRunning: { _ in
                FileHandle.standardOutput.write(Data("Nano Banana Pro is at \(address)\n".utf8))
            },
            logger: Logger(label: "http")
        )
    }
}

/// Another program listens where the server should.
package struct PortTaken: Error, Hashable, CustomStringConvertible {
    let port: Int

    package var description: String {
        "port \(port) is taken by another program; stop it, or choose another port with NBP_PORT"
    }
}
