import Accounts
import App
import Audit
import Billing
import Blobs
import Engines
import Foundation
import Imaging
import Kernel
import Privacy
import Purposes
import Queue
import Store
import Studio
import Vault

/// The product below the network over the files of a folder; nothing works through its queue by itself.
struct Installation: Sendable {
    /// More than any benchmark queues for one person.
    private static let limits = StudioLimits(freeImagesPerDay: 1_000_000, openJobs: 1_000_000)

    static let database = "nbp.sqlite"

    let store: any Store
    let ringStore: any Store
    let gate: PurposeGate
    let queue: Queue
    let accounts: Accounts
    let privacy: Privacy
    let studio: Studio

    /// Opens what lies in the folder, or makes it; `clock` is its time, and `statements` takes note of what it runs.
    static func open(
        in folder: URL,
        _ share: ShareContents,
        clock: Clock = .system,
        hearing statements: StatementLog? = nil
    ) async throws -> Installation {
        let file = try SQLiteStore(file: folder.appending(path: database))
        let store: any Store = statements.map { HeardStore(store: file, statements: $0) } ?? file
        let ringStore = try SQLiteStore(file: folder.appending(path: "ring.sqlite"), surviving: .powerCut)
        let masterFile = folder.appending(path: "master.key")
        let master = try MasterKey(
            file: masterFile,
            hasData: FileManager.default.fileExists(atPath: masterFile.path),
            randomness: .system
        )
        try await store.migrate(Core.migrations)
        let ring = try await KeyRing.open(in: ringStore, with: master, clock: clock, randomness: .system)
        return try Installation(store, ringStore, ring, master, share, clock)
    }

    private init(
        _ store: any Store,
        _ ringStore: any Store,
        _ ring: KeyRing,
        _ master: MasterKey,
        _ share: ShareContents,
        _ clock: Clock
    ) throws {
        let ids = IDs(clock: clock, randomness: .system)
        let (vault, blobs) = (Vault(ring: ring, master: master), MemoryBlobStore(clock: clock))
        self.store = store
        self.ringStore = ringStore
        gate = PurposeGate(
            policy: try PolicyPurposes([ProvideService.definition, AccountForActs.definition]),
            states: PrivacyStates(store: store)
        )
        queue = Queue(store: store, clock: clock, ids: ids, randomness: .system)
        accounts = Accounts(
            store: store,
            vault: vault,
            ring: ring,
            clock: clock,
            ids: ids,
            randomness: .system
        )
        privacy = Privacy(
            store: store,
            ring: ring,
            blobs: blobs,
            queue: queue,
            audit: AuditLog(
                store: store,
                vault: vault,
                gate: gate,
                clock: clock,
                ids: ids,
                randomness: .system,
                signer: NoteSigner(name: "localhost/audit", key: try master.signingKey("audit"))
            ),
            inventory: Core.inventory,
            files: [],
            clock: clock,
            checkpoint: .none
        )
        studio = Studio(
            platform: StudioPlatform(
                store: store,
                vault: vault,
                blobs: Blobs(store: blobs, vault: vault, randomness: .system),
                gate: gate,
                queue: queue,
                imaging: Imaging(),
                clock: clock,
                ids: ids,
                randomness: .system,
                checkpoint: .none
            ),
            billing: Billing(clock: clock, ids: ids),
            models: try ModelRegistry(json: Data(contentsOf: share.models)),
            engines: [:],
            limits: Self.limits
        )
    }
}
