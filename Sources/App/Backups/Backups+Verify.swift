import Blobs
package import Foundation
import Kernel
import NIOPosix
import Provenance
import Store
import Vault

extension Backups {
    /// What a backup turned out to hold.
    package struct Contents: Sendable {
        package let pictures: Int
        package let people: Int
    }

    /// Restores a backup into a scratch folder and opens it there, as a server would; changes nothing else.
    /// - Throws: `BackupRefusal`, and whatever would forbid the start of a server on it.
    package func verify(_ file: URL, keys: URL?) async throws -> Contents {
        let scratch = try scratch(in: file.deletingLastPathComponent())
        defer { try? FileManager.default.removeItem(at: scratch) }
        let paths = try await unpack(file, keys: keys, into: scratch)
        return Contents(
            pictures: paths.filter { $0.hasPrefix("\(Self.blobs)/") }.count,
            people: try await openedPeople(in: scratch)
        )
    }

    /// Unpacks data and keys; the ring of this installation where no backup of it is named.
    func unpack(_ file: URL, keys: URL?, into folder: URL) async throws -> [String] {
        let seal = BackupSeal(try master())
        var reader = try BackupReader(file, of: .data, opening: seal)
        let paths = try reader.unpack(into: folder)
        let database = folder.appending(path: Self.database)
        guard paths.contains(Self.database), try await SQLiteStore.isWhole(database) else {
            throw BackupRefusal.notWhole("its database is damaged")
        }
        if let keys {
            var reader = try BackupReader(keys, of: .keys, opening: seal)
            _ = try reader.unpack(into: folder)
        } else if hasRing() {
            try await SQLiteStore.copy(ringFile, to: folder.appending(path: Self.ring))
        } else {
            throw BackupRefusal.keysNeeded
        }
        return paths
    }

    /// Opens what was unpacked: migrations, inventory, master key.
    /// - Returns: how many people the data is about that have a key.
    private func openedPeople(in folder: URL) async throws -> Int {
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        let credentials = try Credentials.temporary(at: ambience.clock.now(), ambience.randomness)
        let places = CorePlaces(
            store: try SQLiteStore(file: folder.appending(path: Self.database)),
            ringStore: try SQLiteStore(file: folder.appending(path: Self.ring), surviving: .powerCut),
            master: try master(),
            blobs: try FileBlobStore(folder: folder.appending(path: Self.blobs), threads: threads),
            archives: MemoryBlobStore(clock: ambience.clock),
            spool: Spool(inMemory: ambience.randomness),
            witness: nil,
            credentials: credentials,
            roots: [credentials.root]
        )
        let choices = try Core.Choices(ShareFolder(settings.shareFolder), settings)
        let core = try await Core.open(places, choices, ambience)
        let people = try await core.ring.count()
        try core.store.close()
        try await threads.shutdownGracefully()
        return people
    }
}
