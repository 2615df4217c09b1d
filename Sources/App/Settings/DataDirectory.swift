package import FoundationEssentials
import Glibc

/// The folder that holds everything an installation keeps.
package struct DataDirectory: Sendable {
    /// Where things lie in it.
    package struct Places: Sendable {
        package let folder: URL

        /// Names the places; touches nothing on disk.
        package init(_ folder: URL) {
            self.folder = folder
        }

        package var database: URL { folder.appending(path: "nbp.sqlite") }
        package var blobs: URL { folder.appending(path: "blobs") }
        /// Archives that wait to be fetched, sealed, for a day.
        package var archives: URL { folder.appending(path: "archives") }
        /// What people upload, sealed under keys in memory, until it is believed or refused.
        package var spool: URL { folder.appending(path: "spool") }
        package var keys: URL { folder.appending(path: "keys") }
        package var masterKey: URL { keys.appending(path: "master.key") }
        package var keyRing: URL { keys.appending(path: "ring.sqlite") }
        /// Mails, as `.eml`, while no mail server is set.
        package var outbox: URL { folder.appending(path: "outbox") }
        package var audit: URL { folder.appending(path: "audit") }
        /// The audit log's checkpoints, while no other storage is named for them.
        package var witness: URL { audit.appending(path: "witness.log") }
        /// The operator's rules for prompts, while no other file is named.
        package var blockList: URL { folder.appending(path: "blocklist.txt") }
        /// Weights that were pulled.
        package var weights: URL { folder.appending(path: "models") }
        /// Where our own sd-server works, with its log.
        package var localModel: URL { folder.appending(path: "sd-server") }
        package var lock: URL { folder.appending(path: "lock") }
    }

    package let places: Places

    package var folder: URL { places.folder }
    package var database: URL { places.database }

    /// Makes the folder when it is missing, for its owner alone, and writes a file to see that one can.
    package init(_ folder: URL) throws(DataDirectoryRefusal) {
        places = Places(folder)
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .cannotBeMade(path: folder.path)
        }
        guard Self.isWritable(folder) else { throw .cannotBeWritten(path: folder.path) }
    }

    private static func isWritable(_ folder: URL) -> Bool {
        let path = folder.appending(path: ".writable-\(getpid())").path
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer {
            close(descriptor)
            unlink(path)
        }
        // A byte that reaches the disk: a full one lets files be made but not filled.
        return write(descriptor, "x", 1) == 1 && fsync(descriptor) == 0
    }
}

/// Why the data directory cannot be used, and what to do.
package enum DataDirectoryRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case cannotBeMade(path: String)
    case cannotBeWritten(path: String)
    /// Another server holds it.
    case inUse(path: String, by: Int32?)

    package var description: String {
        switch self {
        case .cannotBeMade(let path):
            "the data directory \(path) cannot be made; make it yourself or name another with NBP_DATA_DIR"
        case .cannotBeWritten(let path):
            "the data directory \(path) cannot be written; check its owner, its mode and the free space"
        case .inUse(let path, let process):
            "the data directory \(path) is in use by another server"
                + (process.map { " (process \($0))" } ?? "") + "; stop it or name another with NBP_DATA_DIR"
        }
    }
}
