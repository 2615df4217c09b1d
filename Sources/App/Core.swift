package import Accounts
package import Analytics
package import Audit
import Billing
package import Blobs
import Engines
import FoundationEssentials
package import Gateways
package import Imaging
package import Kernel
package import Mail
package import Moderation
import NIOPosix
package import Neural
package import Outbound
package import Privacy
package import Provenance
package import Purposes
package import Queue
package import Store
package import Studio
package import Telemetry
package import Vault
package import Webhooks

/// Everything below the network, put together: the only place that knows concrete types.
///
/// The server, the command line and the tests open the same Core; they differ in where its data lies.
package struct Core: Sendable {
    package let store: any Store
    package let ring: KeyRing
    package let vault: Vault
    package let blobStore: any BlobStore
    package let spool: Spool
    package let gate: PurposeGate
    package let queue: Queue
    package let imaging: Imaging
    package let provenance: Provenance
    package let audit: AuditLog
    package let auditWatch: AuditWatch
    package let outbound: Outbound
    package let accounts: Accounts
    package let openID: OpenID
    package let moderation: Moderation
    package let classifier: PictureClassifier
    package let privacy: Privacy
    package let sweeper: RetentionSweeper
    package let choices: PrivacyChoices
    package let requests: RequestDesk
    package let archives: Archives
    package let studio: Studio
    package let webhooks: Webhooks
    /// Asks engines elsewhere; nil where the settings name none.
    package let router: Router?
    package let mail: Mail
    package let analytics: Analytics
    package let corrections: CorrectionRelay
    let tamperedCopies: @Sendable ([any CorrectableCopy]) -> [any CorrectableCopy]
    package let overview: PrivacyOverview
    package let ambience: Ambience
    /// Where backups lie; nil where nothing outlives the process.
    package let backups: BackupShelf?

    /// The last day of the process's numbers.
    package let history = MetricsHistory()

    /// Who may do what on the admin site.
    package var staff: Staff {
        Staff(accounts: accounts, audit: audit, cases: NamedInCases(moderation: moderation))
    }

    /// The handlers of all queued work but mails, archives that go elsewhere and notices to people's servers, whose workers are
    /// `mail.worker`, `archives.carrier` and `webhooks.worker`: somebody else's server that hangs keeps no picture waiting.
    package var work: [any WorkHandler] {
        studio.work + privacy.work + archives.work + requests.work
            + accounts.work(moving: BroughtWork(studio: studio, privacy: privacy)) + correctionWork
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
    /// Where uploads wait until they are believed.
    let spool: Spool
    /// Nil where nothing outlives the process.
    let witness: WitnessFile?
    /// What pictures are signed with, and every root and certificate that they ever were signed under and with here.
    let credentials: Credentials
    let roots: [TrustedRoot]
    let signers: Set<Signer>

    package init(
        store: any Store,
        ringStore: any Store,
        master: MasterKey,
        blobs: any BlobStore,
        archives: any BlobStore,
        spool: Spool,
        witness: WitnessFile?,
        credentials: Credentials,
        roots: [TrustedRoot],
        signers: Set<Signer> = []
    ) {
        self.store = store
        self.ringStore = ringStore
        self.master = master
        self.blobs = blobs
        self.archives = archives
        self.spool = spool
        self.witness = witness
        self.credentials = credentials
        self.roots = roots
        self.signers = signers
    }

    /// Everything in memory, under a key that nobody ever sees: for commands that leave nothing behind.
    package static func throwaway(_ ambience: Ambience) throws -> CorePlaces {
        let credentials = try Credentials.temporary(at: ambience.clock.now(), ambience.randomness)
        return CorePlaces(
            store: try SQLiteStore(),
            ringStore: try SQLiteStore(),
            master: MasterKey(ambience.randomness),
            blobs: MemoryBlobStore(clock: ambience.clock),
            archives: MemoryBlobStore(clock: ambience.clock),
            spool: Spool(inMemory: ambience.randomness),
            witness: nil,
            credentials: credentials,
            roots: [credentials.root]
        )
    }

    /// Where the settings say, with the key ring in the data directory.
    /// - Throws: `VaultRefusal`, `StoreError`, `BlobError`, `CredentialsRefusal`.
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
        let folder = CredentialsFolder(places.keys)
        let credentials = try settings.credentials(in: folder, ambience)
        return CorePlaces(
            store: try SQLiteStore(file: settings.databaseFile),
            ringStore: try SQLiteStore(file: ring, surviving: .powerCut),
            master: master,
            blobs: try FileBlobStore(folder: settings.blobFolder, threads: .blocking),
            archives: try FileBlobStore(folder: places.archives, threads: .blocking),
            spool: try Spool(
                folder: places.spool,
                threads: .blocking,
                randomness: ambience.randomness
            ),
            witness: WitnessFile(file: settings.witnessFile, threads: .blocking),
            credentials: credentials,
            roots: try folder.roots(with: credentials.root),
            signers: try folder.signers(with: credentials)
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
