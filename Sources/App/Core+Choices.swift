import Accounts
package import Engines
import FoundationEssentials
import HTTPKit
import Imaging
import Kernel
import Outbound
import Queue
import Store
import Studio

extension Core.Choices {
    /// What an installation's settings choose; without settings, what a command on its own needs.
    /// - Throws: what is wrong with the registry or the drawings.
    package init(
        _ share: ShareFolder,
        _ settings: Settings? = nil,
        tampering: @escaping @Sendable ([String: any Engine]) -> [String: any Engine] = { $0 }
    ) throws {
        let registry = try ModelRegistry(json: Data(contentsOf: share.folder.appending(path: "models.json")))
        let library = try SketchLibrary(folder: share.folder.appending(path: "sketch"))
        var queue = QueueSettings()
        queue.slots = settings?.workers ?? 1
        self.init(
            models: registry,
            engines: { imaging in tampering(["sketch": Sketch(library: library, imaging: imaging)]) },
            limits: StudioLimits(freeImagesPerDay: settings?.guestImages),
            mail: try Core.MailChoices(share, settings),
            accounts: try Core.AccountChoices(share, settings),
            moderation: try Core.ModerationChoices(share, settings),
            queue: queue,
            auditOrigin: "\(settings?.baseURL.auditHost ?? "localhost")/audit"
        )
        if let settings { outside = Core.Outside(settings) }
        archives = try Core.ArchiveChoices(share, settings)
    }
}

extension Core.Outside {
    /// What the settings name.
    fileprivate init(_ settings: Settings) {
        self.init()
        policy = OutboundPolicy(isLocal: settings.baseURL.isLocal, country: settings.contact.country)
        providers = settings.openID
        let base = "\(settings.baseURL)"
        returnAddress = { base + Route.fromProvider($0).path }
    }
}

extension Core {
    /// Brings the database to this version.
    /// - Returns: how many migrations were missing.
    package static func migrate(_ settings: Settings) async throws -> Int {
        _ = try DataDirectory(settings.dataFolder)
        let store = try CorePlaces.onDisk(settings, .real).store
        let before = try await store.appliedMigrations().count
        try await store.migrate(migrations)
        return try await store.appliedMigrations().count - before
    }
}
