import Crypto
import FoundationEssentials
import Glibc

/// Weights that are still coming, and the hash of what is there.
///
/// Writing blocks: whoever pulls is a command of its own, whose only work this is.
actor PartFile {
    /// Of what is read to be hashed, in bytes.
    private static let chunk = 1 << 20
    /// What a disk keeps free beside the weights, in bytes.
    private static let reserve = 256 << 20

    private let descriptor: Int32
    private let path: String
    private var hash = SHA256()
    /// In bytes.
    private(set) var size = 0

    /// Opens the file, or makes it, and keeps everybody else from it as long as this lives.
    /// - Throws: `PullRefusal.busy`, or that it cannot be written.
    init(of name: WeightsName, on shelf: WeightsShelf) throws(PullRefusal) {
        path = shelf.part(of: name).path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unfit(.notWritable(path: path)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .busy(name) }
    }

    deinit {
        close(descriptor)
    }

    /// Hashes what an earlier pull left.
    func resume() throws(PullRefusal) {
        hash = SHA256()
        size = 0
        var bytes = [UInt8](repeating: 0, count: Self.chunk)
        while true {
            let count = pread(descriptor, &bytes, bytes.count, size)
            guard count >= 0 else { throw .unfit(.unreadable(path: path)) }
            guard count > 0 else { return }
            hash.update(data: bytes[..<count])
            size += count
        }
    }

    /// Forgets everything that is there.
    func restart() throws(PullRefusal) {
        guard ftruncate(descriptor, 0) == 0 else { throw .unfit(.notWritable(path: path)) }
        hash = SHA256()
        size = 0
    }

    func append(_ bytes: Data) throws(PullRefusal) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, size) }
            guard count > 0 else {
                throw errno == ENOSPC ? .diskFull(needed: rest.count) : .unfit(.notWritable(path: path))
            }
            hash.update(data: rest.prefix(count))
            rest = rest.dropFirst(count)
            size += count
        }
    }

    /// Refuses at once what would fill the disk.
    /// - Parameter more: what is to come, in bytes.
    /// - Throws: `PullRefusal.diskFull`.
    func checkRoom(for more: Int) throws(PullRefusal) {
        var facts = statvfs()
        guard fstatvfs(descriptor, &facts) == 0 else { return }  // then writing will tell
        let (free, overflows) = Int(facts.f_bavail).multipliedReportingOverflow(by: Int(facts.f_frsize))
        guard overflows || free - Self.reserve >= more else { throw .diskFull(needed: more) }
    }

    /// The hash of everything, once it is on the disk.
    func finish() throws(PullRefusal) -> WeightsDigest {
        guard fsync(descriptor) == 0 else { throw .unfit(.notWritable(path: path)) }
        return WeightsDigest(hash.finalize())
    }

    /// Deletes what is of no use.
    func discard() {
        unlink(path)
    }
}
