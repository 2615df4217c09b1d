import FoundationEssentials
import Glibc

extension DataDirectory {
    /// Takes the folder for this process alone, until the lock is let go or the process ends, however it ends.
    /// - Throws: `DataDirectoryRefusal.inUse` with the other's process id.
    package func lock() throws(DataDirectoryRefusal) -> Lock {
        let path = places.lock.path
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotBeWritten(path: folder.path) }
        let lock = Lock(descriptor: descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw .inUse(path: folder.path, by: lock.holder)
        }
        lock.sign()
        return lock
    }

    /// The data directory is ours as long as this lives.
    package final class Lock: Sendable {
        private static let longestNumber = 20

        private let descriptor: Int32

        /// - Parameter descriptor: of the lock's file; closed at the end.
        fileprivate init(descriptor: Int32) {
            self.descriptor = descriptor
        }

        deinit {
            // Closing lets the lock go; the file stays, for removing it would race with the next holder.
            close(descriptor)
        }

        /// Writes our process id, for whoever comes second; without it that message only says less.
        fileprivate func sign() {
            let line = Array("\(getpid())\n".utf8)
            guard ftruncate(descriptor, 0) == 0 else { return }
            _ = pwrite(descriptor, line, line.count, 0)
        }

        /// The process id in the file.
        fileprivate var holder: Int32? {
            var bytes = [UInt8](repeating: 0, count: Self.longestNumber)
            let count = pread(descriptor, &bytes, bytes.count, 0)
            guard count > 0 else { return nil }
            let text = String(decoding: bytes.prefix(count), as: UTF8.self)
            return text.split(separator: "\n").first.flatMap { Int32($0) }
        }
    }
}
