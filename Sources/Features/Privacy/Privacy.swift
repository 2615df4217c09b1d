package import Audit
package import Blobs
package import Kernel
package import Queue
package import Store
package import Vault

/// What a person may demand about their data.
///
/// Today: that it is gone.
///
/// It knows no feature: what there is to erase it reads from the inventory that the composition root hands over.
package struct Privacy: Sendable {
    let store: any Store
    let ring: KeyRing
    let blobs: any BlobStore
    let queue: Queue
    let audit: AuditLog
    let inventory: [InventoryTable]
    let files: [any SubjectFiles]
    let traces: [any SubjectTraces]
    let clock: Clock
    let checkpoint: Checkpoint

    package init(
        store: any Store,
        ring: KeyRing,
        blobs: any BlobStore,
        queue: Queue,
        audit: AuditLog,
        inventory: [InventoryTable],
        files: [any SubjectFiles],
        traces: [any SubjectTraces] = [],
        clock: Clock,
        checkpoint: Checkpoint
    ) {
        self.store = store
        self.ring = ring
        self.blobs = blobs
        self.queue = queue
        self.audit = audit
        self.inventory = inventory
        self.files = files
        self.traces = traces
        self.clock = clock
        self.checkpoint = checkpoint
    }
}

/// Names the files of a person; each feature that keeps files supplies one.
package protocol SubjectFiles: Sendable {
    func names(of subject: SubjectID, in tx: Transaction) throws -> [BlobName]
}

/// Deletes what a person left elsewhere than in the database and among the pictures; whoever keeps such supplies one.
package protocol SubjectTraces: Sendable {
    /// May be called again for the same person.
    func delete(of subject: SubjectID) async throws
}
