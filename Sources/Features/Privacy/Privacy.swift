package import Audit
package import Blobs
package import Kernel
package import Purposes
package import Queue
package import Store
package import Vault

/// What a person may demand about their data: that it goes, all of it or what they made, and that it is kept and not used;
/// and what a court may demand, that a record stays.
///
/// It knows no feature: what there is to erase it reads from the inventory that the composition root hands over, and the
/// rest it asks through the seams of `Model/Seams.swift`.
package struct Privacy: Sendable {
    let store: any Store
    let ring: KeyRing
    let vault: Vault
    let gate: PurposeGate
    let blobs: any BlobStore
    let queue: Queue
    let audit: AuditLog
    let seal: InstallationSeal
    let inventory: [InventoryTable]
    let files: [any SubjectFiles]
    let traces: [any SubjectTraces]
    let content: any SubjectContent
    let notices: any PersonNotices
    let caretakers: any Caretakers
    let clock: Clock
    let ids: IDs
    let checkpoint: Checkpoint

    package init(
        platform: PrivacyPlatform,
        inventory: [InventoryTable],
        files: [any SubjectFiles],
        traces: [any SubjectTraces] = [],
        content: any SubjectContent = NothingMade(),
        notices: any PersonNotices = NobodyToTell(),
        caretakers: any Caretakers = NoCaretakers()
    ) {
        store = platform.store
        ring = platform.ring
        vault = platform.vault
        gate = platform.gate
        blobs = platform.blobs
        queue = platform.queue
        audit = platform.audit
        seal = platform.seal
        clock = platform.clock
        ids = platform.ids
        checkpoint = platform.checkpoint
        self.inventory = inventory
        self.files = files
        self.traces = traces
        self.content = content
        self.notices = notices
        self.caretakers = caretakers
    }
}

/// What Privacy stands on.
package struct PrivacyPlatform: Sendable {
    let store: any Store
    let ring: KeyRing
    let vault: Vault
    let gate: PurposeGate
    let blobs: any BlobStore
    let queue: Queue
    let audit: AuditLog
    /// Seals what a notice needs until it is sent: it must open after the person's own key is gone.
    let seal: InstallationSeal
    let clock: Clock
    let ids: IDs
    let checkpoint: Checkpoint

    package init(
        store: any Store,
        ring: KeyRing,
        vault: Vault,
        gate: PurposeGate,
        blobs: any BlobStore,
        queue: Queue,
        audit: AuditLog,
        seal: InstallationSeal,
        clock: Clock,
        ids: IDs,
        checkpoint: Checkpoint
    ) {
        self.store = store
        self.ring = ring
        self.vault = vault
        self.gate = gate
        self.blobs = blobs
        self.queue = queue
        self.audit = audit
        self.seal = seal
        self.clock = clock
        self.ids = ids
        self.checkpoint = checkpoint
    }
}
