package import Foundation
import Glibc
import Kernel
import Privacy
import Store
import Vault

extension Backups {
    /// Puts a backup in the place of the data, while no server runs; the next one that starts cleans it of what was deleted
    /// since, before it serves.
    ///
    /// What is here goes only with `replacing`, and not before the backup has been unpacked and opened. A crash leaves either
    /// the old data or a swap that the next start completes.
    /// - Throws: `DataDirectoryRefusal` while a server runs, `BackupRefusal`.
    package func restore(_ file: URL, keys: URL?, replacing: Bool) async throws -> Contents {
        let lock = try DataDirectory(settings.dataFolder).lock()
        defer { withExtendedLifetime(lock) {} }
        let restored = Restored(settings)
        try restored.complete()
        guard replacing || !FileManager.default.fileExists(atPath: settings.databaseFile.path) else {
            throw BackupRefusal.notEmpty(settings.dataFolder.path)
        }
        guard keys == nil || !hasRing() else { throw BackupRefusal.keysNotWanted }
        let contents = try await verify(file, keys: keys)
        _ = try await unpack(file, keys: keys, into: restored.folder)
        if hasRing() {
            try await keepLedger()
            try FileManager.default.removeItem(at: restored.folder.appending(path: Self.ring))
        }
        await ambience.checkpoint.reach("restore.unpacked")
        try restored.mark()
        await ambience.checkpoint.reach("restore.marked")
        try restored.complete()
        return contents
    }

    /// Writes down beside the keys what the data that goes knows to be erased.
    private func keepLedger() async throws {
        guard FileManager.default.fileExists(atPath: settings.databaseFile.path) else { return }
        let places = try CorePlaces.onDisk(settings, ambience)
        let choices = try Core.Choices(ShareFolder(settings.shareFolder), settings)
        let core = try await Core.open(places, choices, ambience)
        try await core.privacy.copyLedger()
        try core.store.close()
    }
}

/// What a restored backup consists of before it is in its place: unpacked beside the data, then swapped in.
struct Restored {
    let folder: URL
    private let marker: URL
    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
        folder = settings.dataFolder.appending(path: "restore.unpacked")
        marker = settings.dataFolder.appending(path: "restore.ready")
    }

    /// From here on the swap will happen, whatever crashes.
    func mark() throws {
        let descriptor = open(marker.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BackupRefusal.unwritable(marker.path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BackupRefusal.unwritable(marker.path) }
    }

    /// Swaps a backup in that is ready, and takes away what is not; every step may run again.
    func complete() throws {
        let files = FileManager.default
        guard files.fileExists(atPath: marker.path) else {
            if files.fileExists(atPath: folder.path) { try files.removeItem(at: folder) }
            return
        }
        for suffix in ["-wal", "-shm"] { try remove(URL(filePath: settings.databaseFile.path + suffix)) }
        try swap(Backups.database, into: settings.databaseFile)
        try swap(Backups.blobs, into: settings.blobFolder)
        try keepWitness()
        try swap(Backups.witness, into: settings.witnessFile)
        try swap(Backups.ring, into: DataDirectory.Places(settings.dataFolder).keyRing)
        try files.removeItem(at: folder)
        try remove(marker)
    }

    private func swap(_ name: String, into target: URL) throws {
        let source = folder.appending(path: name)
        guard FileManager.default.fileExists(atPath: source.path) else { return }
        try remove(target)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        guard rename(source.path, target.path) == 0 else { throw BackupRefusal.unwritable(target.path) }
    }

    /// The log that was witnessed goes on in the restored one from an earlier size; what was witnessed later stays readable.
    private func keepWitness() throws {
        let (files, witness) = (FileManager.default, settings.witnessFile)
        let earlier = folder.appending(path: Backups.witness)
        guard files.fileExists(atPath: earlier.path), files.fileExists(atPath: witness.path) else { return }
        let kept = URL(filePath: witness.path + ".before-restore")
        try remove(kept)
        try files.moveItem(at: witness, to: kept)
    }

    private func remove(_ file: URL) throws {
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        try FileManager.default.removeItem(at: file)
    }
}
