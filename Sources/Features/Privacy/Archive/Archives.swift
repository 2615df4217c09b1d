package import Audit
package import Blobs
package import Kernel
package import Outbound
package import Purposes
package import Queue
package import Store
package import Vault

/// What a person can take away with them: everything that is kept about them, as files in open forms (GDPR, articles 15 and 20).
///
/// What goes into an archive is derived from the inventory; what no table holds, its pictures and who receives data, comes
/// through `ArchiveSources`. An archive is made by queued work, lies sealed under its person's key, is handed over once, to its
/// person or to another installation, and is gone after a day.
package struct Archives: Sendable {
    /// How long an archive waits to be fetched.
    package static let patience: Duration = .hours(24)
    /// How long it is known that there was one, so that a link that is over says so.
    static let memory: Duration = .days(8)

    let store: any Store
    let vault: Vault
    let gate: PurposeGate
    let queue: Queue
    /// What is on its way to other installations; its own, so that a server that hangs keeps no picture waiting.
    let courier: Queue
    let outbound: Outbound
    let audit: AuditLog
    /// The pictures.
    let pictures: Blobs
    /// Where archives lie.
    let shelf: Blobs
    let shelfStore: any BlobStore
    let inventory: [InventoryTable]
    let sources: ArchiveSources
    let taker: any ArchiveTaker
    let words: Catalogues
    let clock: Clock
    let ids: IDs
    let randomness: Randomness
    let checkpoint: Checkpoint
    let tampering: ArchiveTampering
    let slots = ArrivingSlots()

    package init(
        platform: ArchivePlatform,
        inventory: [InventoryTable],
        sources: ArchiveSources,
        taker: any ArchiveTaker,
        words: Catalogues,
        tampering: ArchiveTampering = ArchiveTampering()
    ) {
        store = platform.store
        vault = platform.vault
        gate = platform.gate
        queue = platform.queue
        courier = platform.courier
        outbound = platform.outbound
        audit = platform.audit
        clock = platform.clock
        ids = platform.ids
        randomness = platform.randomness
        checkpoint = platform.checkpoint
        pictures = Blobs(store: platform.pictures, vault: vault, randomness: platform.randomness)
        shelf = Blobs(store: platform.shelf, vault: vault, randomness: platform.randomness)
        shelfStore = platform.shelf
        self.inventory = inventory
        self.sources = sources
        self.taker = taker
        self.words = words
        self.tampering = tampering
    }

    /// The work that makes archives and reads them.
    package var work: [any WorkHandler] { [PackExport(archives: self), ReadImport(archives: self)] }

    /// The worker that hands archives over to other installations.
    package var carrier: Worker { Worker(queue: courier, handlers: [PushExport(archives: self)]) }
}

extension QueueSettings {
    /// For archives on their way: ten tries in some nine minutes, well within the hour for which a transfer address is good.
    package static var courier: QueueSettings {
        var settings = QueueSettings()
        settings.slots = 4
        settings.tries = 10
        settings.longestBackoff = .seconds(300)
        settings.patience = .seconds(5)
        return settings
    }
}

/// What archives stand on.
package struct ArchivePlatform: Sendable {
    let store: any Store
    let vault: Vault
    let gate: PurposeGate
    let queue: Queue
    let courier: Queue
    let outbound: Outbound
    let audit: AuditLog
    let pictures: any BlobStore
    let shelf: any BlobStore
    let clock: Clock
    let ids: IDs
    let randomness: Randomness
    let checkpoint: Checkpoint

    /// The courier is a queue with `QueueSettings.courier`, over the same store as the other.
    package init(
        store: any Store,
        vault: Vault,
        gate: PurposeGate,
        queue: Queue,
        courier: Queue,
        outbound: Outbound,
        audit: AuditLog,
        pictures: any BlobStore,
        shelf: any BlobStore,
        clock: Clock,
        ids: IDs,
        randomness: Randomness,
        checkpoint: Checkpoint
    ) {
        self.store = store
        self.vault = vault
        self.gate = gate
        self.queue = queue
        self.courier = courier
        self.outbound = outbound
        self.audit = audit
        self.pictures = pictures
        self.shelf = shelf
        self.clock = clock
        self.ids = ids
        self.randomness = randomness
        self.checkpoint = checkpoint
    }
}

/// What the build under test does to archives, to see that its proofs notice; the product itself does nothing.
package struct ArchiveTampering: Sendable {
    /// Whether a section is left out.
    package var leavesOut: @Sendable (_ section: String) -> Bool = { _ in false }
    /// Whether a fetched archive may be fetched again.
    package var keepsLinks: @Sendable () -> Bool = { false }
    /// Whether the manifest says nothing that could be checked.
    package var dropsHashes: @Sendable () -> Bool = { false }
    /// Whether an import passes over a section and says that it did not.
    package var dropsSection: @Sendable (_ section: String) -> Bool = { _ in false }

    package init() {}
}
