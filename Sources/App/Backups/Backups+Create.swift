package import Foundation
import Kernel
import Store
import Vault

extension Backups {
    /// What `create` made.
    package struct Created: Sendable {
        package let data: URL
        /// Nil where no place for keys was named.
        package let keys: URL?
        /// How many backups were over and went.
        package let removed: Int
    }

    /// Makes a backup of the data, and of the keys where a folder of their own is named; takes no lock.
    ///
    /// The database first, in one consistent state, then the pictures: one that is deleted meanwhile is missing, and its
    /// row is deleted again when the backup is restored, for the ledger beside the keys knows of it.
    /// - Throws: `BackupRefusal`, `StoreError`.
    package func create(
        in folder: URL,
        keys keyFolder: URL? = nil,
        keeping period: Duration = BackupShelf.keep
    ) async throws -> Created {
        guard FileManager.default.fileExists(atPath: settings.databaseFile.path), hasRing() else {
            throw BackupRefusal.nothingHere
        }
        let (seal, now) = (BackupSeal(try master()), ambience.clock.now())
        let data = try await writeData(to: BackupShelf(folder), seal, at: now)
        var keys: URL?
        if let keyFolder { keys = try await writeKeys(to: BackupShelf(keyFolder), seal, at: now) }
        var removed = try BackupShelf(folder).rotate(at: now, keeping: period)
        if let keyFolder { removed += try BackupShelf(keyFolder).rotate(at: now, keeping: period) }
        return Created(data: data, keys: keys, removed: removed)
    }

    private func writeData(
        to shelf: BackupShelf,
        _ seal: BackupSeal,
        at now: Timestamp
    ) async throws -> URL {
        let scratch = try scratch(in: shelf.folder)
        defer { try? FileManager.default.removeItem(at: scratch) }
        // Before the database: a log may go on after what its witness saw, and must not end before it.
        let witness = try witnessCopy(in: scratch)
        let copy = scratch.appending(path: Self.database)
        try await SQLiteStore.copy(settings.databaseFile, to: copy)
        let target = shelf.place(of: .data, at: now)
        var writer = try BackupWriter(
            target,
            seal: seal.newSeal(of: BackupFile.Kind.data.rawValue, randomness: ambience.randomness)
        )
        try writer.add(Self.database, from: copy)
        for name in try pictures() {
            try writer.add("\(Self.blobs)/\(name)", from: settings.blobFolder.appending(path: name))
        }
        if let witness { try writer.add(Self.witness, from: witness) }
        try writer.finish()
        return target
    }

    private func witnessCopy(in scratch: URL) throws -> URL? {
        guard FileManager.default.fileExists(atPath: settings.witnessFile.path) else { return nil }
        let copy = scratch.appending(path: "witness.log")
        try FileManager.default.copyItem(at: settings.witnessFile, to: copy)
        return copy
    }

    private func writeKeys(
        to shelf: BackupShelf,
        _ seal: BackupSeal,
        at now: Timestamp
    ) async throws -> URL {
        let scratch = try scratch(in: shelf.folder)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let copy = scratch.appending(path: Self.ring)
        try await SQLiteStore.copy(ringFile, to: copy)
        let target = shelf.place(of: .keys, at: now)
        var writer = try BackupWriter(
            target,
            seal: seal.newSeal(of: BackupFile.Kind.keys.rawValue, randomness: ambience.randomness)
        )
        try writer.add(Self.ring, from: copy)
        try writer.finish()
        return target
    }

    /// The files of pictures, as `7K/img_….full`; what is still being written is none yet.
    private func pictures() throws -> [String] {
        let folder = settings.blobFolder
        let shelves = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return shelves.filter { $0 != "incoming" }.sorted().flatMap { shelf -> [String] in
            let place = folder.appending(path: shelf).path
            let files = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
            return files.sorted().map { "\(shelf)/\($0)" }
        }
    }

    static let database = "nbp.sqlite"
    static let blobs = "blobs"
    static let witness = "audit/witness.log"
    static let ring = "ring.sqlite"
}
