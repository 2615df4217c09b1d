import Accounts
import App
import Blobs
import Foundation
import Kernel
import Privacy
import Provenance
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

    let ringStore: any Store
    private let core: Core

    var store: any Store { core.store }
    var gate: PurposeGate { core.gate }
    var queue: Queue { core.queue }
    var accounts: Accounts { core.accounts }
    var privacy: Privacy { core.privacy }
    var studio: Studio { core.studio }
    var sweeper: RetentionSweeper { core.sweeper }

    /// Opens what lies in the folder, or makes it; `clock` is its time, and `statements` takes note of what it runs.
    static func open(
        in folder: URL,
        _ share: ShareContents,
        clock: Clock = .system,
        hearing statements: StatementLog? = nil
    ) async throws -> Installation {
        let file = try SQLiteStore(file: folder.appending(path: database))
        let ringStore = try SQLiteStore(file: folder.appending(path: "ring.sqlite"), surviving: .powerCut)
        let masterFile = folder.appending(path: "master.key")
        let credentials = try Credentials.temporary(at: clock.now(), .system)
        let places = CorePlaces(
            store: statements.map { HeardStore(store: file, statements: $0) } ?? file,
            ringStore: ringStore,
            master: try MasterKey(
                file: masterFile,
                hasData: FileManager.default.fileExists(atPath: masterFile.path),
                randomness: .system
            ),
            blobs: MemoryBlobStore(clock: clock),
            archives: MemoryBlobStore(clock: clock),
            spool: Spool(inMemory: .system),
            witness: nil,
            credentials: credentials,
            roots: [credentials.root]
        )
        var choices = try Core.Choices(ShareFolder(share.folder))
        choices.limits = limits
        let ambience = Ambience(clock: clock, randomness: .system, checkpoint: .none)
        return Installation(ringStore: ringStore, core: try await Core.open(places, choices, ambience))
    }
}
