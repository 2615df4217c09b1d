import Accounts
package import Engines
import FoundationEssentials
import HTTPKit
import Imaging
import Kernel
import Outbound
import Privacy
import Queue
import Store
import Studio
import Webhooks

extension Core.Choices {
    /// What an installation's settings choose; without settings, what a command on its own needs.
    /// - Throws: what is wrong with the registry or the drawings.
    package init(
        _ share: ShareFolder,
        _ settings: Settings? = nil,
        localModel: LocalModel? = nil,
        tampering: @escaping @Sendable ([String: any Engine]) -> [String: any Engine] = { $0 }
    ) throws {
        let hall = try settings.map { try EngineHall($0.engines, localModel) } ?? .empty
        let registry = try Self.registry(share, hall, settings?.engines.modelsFile)
        let library = try Workshop.Library(share)
        let words = try Catalogues(share)
        var queue = QueueSettings()
        queue.slots = settings?.workers ?? 1
        if let settings { queue.slotsElsewhere = settings.remoteJobs }
        self.init(
            words: words,
            models: registry,
            workshop: { imaging in
                let workshop = library.workshop(imaging)
                return Workshop(engines: tampering(workshop.engines), tools: workshop.tools)
            },
            limits: StudioLimits(settings),
            mail: try Core.MailChoices(share, words, settings),
            accounts: try Core.AccountChoices(share, words, settings),
            moderation: try Core.ModerationChoices(share, settings),
            requests: try Core.RequestChoices(share, words, settings),
            queue: queue,
            auditOrigin: "\(settings?.baseURL.auditHost ?? "localhost")/audit"
        )
        self.hall = hall
        if let settings {
            outside = Core.Outside(settings, hall)
            backups = BackupShelf(Backups.usualFolder(of: settings))
            shorterPeriods = settings.retention
        }
        consents = Core.ConsentChoices(words, settings)
        archives = Core.ArchiveChoices(settings)
        if let settings { webhooks = WebhookLinks(at: "\(settings.baseURL)") }
    }

    /// The product's models with the operator's, as far as an engine of this installation makes them.
    private static func registry(
        _ share: ShareFolder,
        _ hall: EngineHall,
        _ changes: URL?
    ) throws -> ModelRegistry {
        let shipped = try ModelRegistry(json: Data(contentsOf: share.folder.appending(path: "models.json")))
        let own = Dictionary(uniqueKeysWithValues: Workshop.engineNames.map { ($0, String?.none) })
        return try shipped.changed(
            by: changes.map { try Data(contentsOf: $0) },
            adding: hall.graphModels,
            running: own.merging(hall.places) { own, _ in own }
        )
    }
}

extension StudioLimits {
    /// Who has the server for themselves is not counted.
    fileprivate init(_ settings: Settings?) {
        let isOwn = settings?.baseURL.isLocal ?? true
        self.init(
            freeImages: ImagesPerDay(
                visitor: settings?.guestImages,
                member: settings?.memberImages,
                staff: settings?.staffImages
            ),
            paidImagesPerDay: isOwn ? nil : settings?.accountImages,
            paidNeedsAccount: !isOwn,
            batchesPerDay: isOwn ? nil : Self.usualBatchesPerDay,
            uploadsPerDay: isOwn ? nil : Self.usualUploadsPerDay,
            uploadedBytesPerDay: isOwn ? nil : Self.usualUploadedBytesPerDay
        )
    }
}

extension Core.Outside {
    /// What the settings name.
    fileprivate init(_ settings: Settings, _ hall: EngineHall) {
        self.init()
        policy = OutboundPolicy(
            isLocal: settings.baseURL.isLocal,
            country: settings.contact.country,
            register: EgressRegister(hall.processors),
            localEngines: hall.localEngines
        )
        providers = settings.openID
        hasMailServer = settings.mail.server != nil
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
