package import Accounts
package import Audit
import Billing
package import Blobs
import Engines
import FoundationEssentials
package import Imaging
package import Kernel
package import Mail
package import Moderation
import NIOPosix
package import Neural
package import Outbound
package import Privacy
package import Purposes
package import Queue
package import Store
package import Studio
package import Telemetry
package import Vault

/// Everything below the network, put together: the only place that knows concrete types.
///
/// The server, the command line and the tests open the same Core; they differ in where its data lies.
package struct Core: Sendable {
    package let store: any Store
    package let ring: KeyRing
    package let vault: Vault
    package let blobStore: any BlobStore
    package let gate: PurposeGate
    package let queue: Queue
    package let imaging: Imaging
    package let audit: AuditLog
    package let auditWatch: AuditWatch
    package let outbound: Outbound
    package let accounts: Accounts
    package let openID: OpenID
    package let moderation: Moderation
    package let classifier: PictureClassifier
    package let privacy: Privacy
    package let archives: Archives
    package let studio: Studio
    package let mail: Mail
    package let ambience: Ambience

    /// The last day of the process's numbers.
    package let history = MetricsHistory()

    /// Who may do what on the admin site.
    package var staff: Staff { Staff(accounts: accounts, audit: audit) }

    /// The handlers of all queued work but mails, whose worker is `mail.worker`: a mail server that hangs keeps no picture waiting.
    package var work: [any WorkHandler] {
        studio.work + privacy.work + archives.work
            + accounts.work(moving: BroughtWork(studio: studio, privacy: privacy))
    }
}

/// Time, chance and named points, which tests own.
package struct Ambience: Sendable {
    package let clock: Clock
    package let randomness: Randomness
    package let checkpoint: Checkpoint

    package init(
        clock: Clock,
        randomness: Randomness,
        checkpoint: Checkpoint
    ) {
        self.clock = clock
        self.randomness = randomness
        self.checkpoint = checkpoint
    }

    package static let real = Ambience(clock: .system, randomness: .system, checkpoint: .none)
}

/// Where a Core's data lies.
package struct CorePlaces: Sendable {
    let store: any Store
    let ringStore: any Store
    let master: MasterKey
    let blobs: any BlobStore
    /// Where people's archives wait to be fetched.
    let archives: any BlobStore
    /// Nil where nothing outlives the process.
    let witness: WitnessFile?

    package init(
        store: any Store,
        ringStore: any Store,
        master: MasterKey,
        blobs: any BlobStore,
        archives: any BlobStore,
        witness: WitnessFile?
    ) {
        self.store = store
        self.ringStore = ringStore
        self.master = master
        self.blobs = blobs
        self.archives = archives
        self.witness = witness
    }

    /// Everything in memory, under a key that nobody ever sees: for commands that leave nothing behind.
    package static func throwaway(_ ambience: Ambience) throws -> CorePlaces {
        CorePlaces(
            store: try SQLiteStore(),
            ringStore: try SQLiteStore(),
            master: MasterKey(ambience.randomness),
            blobs: MemoryBlobStore(clock: ambience.clock),
            archives: MemoryBlobStore(clock: ambience.clock),
            witness: nil
        )
    }

    /// Where the settings say, with the key ring in the data directory.
    /// - Throws: `VaultRefusal`, `StoreError`, `BlobError`.
    package static func onDisk(_ settings: Settings, _ ambience: Ambience) throws -> CorePlaces {
        let places = DataDirectory.Places(settings.dataFolder)
        let ring = places.keyRing
        let hasData = [settings.databaseFile, ring].contains {
            FileManager.default.fileExists(atPath: $0.path)
        }
        let master = try MasterKey(
            file: settings.masterKeyFile,
            hasData: hasData,
            randomness: ambience.randomness
        )
        for folder in [places.keys, places.audit] {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
        return CorePlaces(
            store: try SQLiteStore(file: settings.databaseFile),
            ringStore: try SQLiteStore(file: ring, surviving: .powerCut),
            master: master,
            blobs: try FileBlobStore(folder: settings.blobFolder, threads: .blocking),
            archives: try FileBlobStore(folder: places.archives, threads: .blocking),
            witness: WitnessFile(file: settings.witnessFile, threads: .blocking)
        )
    }
}

extension NIOThreadPool {
    /// The threads that wait for the disk.
    fileprivate static let blocking: NIOThreadPool = {
        let threads = NIOThreadPool(numberOfThreads: 4)
        threads.start()
        return threads
    }()
}
