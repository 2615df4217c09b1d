import FoundationEssentials
import Glibc

/// A file descriptor, closed with the object.
///
/// Its calls block.
final class OpenFile: Sendable {
    private let descriptor: Int32

    init(creating path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BlobError(errno: errno) }
    }

    /// Makes a file that has no name any more, to be written and read back.
    init(spooling path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0, unlink(path) == 0 else { throw BlobError(errno: errno) }
    }

    init(reading path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BlobError(errno: errno) }
    }

    deinit {
        close(descriptor)
    }

    func append(_ bytes: Data) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
                let written = Glibc.write(descriptor, start, rest.count)
                guard written >= 0 else {
                    guard errno == EINTR else { throw BlobError(errno: errno) }
                    continue
                }
                rest = rest.dropFirst(written)
            }
        }
    }

    func read(_ count: Int, at offset: Int) throws -> Data {
        var bytes = Data(count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor,
                    buffer.baseAddress?.advanced(by: filled),
                    count - filled,
                    off_t(offset + filled)
                )
            }
            guard got >= 0 else {
                guard errno == EINTR else { throw BlobError(errno: errno) }
                continue
            }
            if got == 0 { break }
            filled += got
        }
        return bytes.prefix(filled)
    }

    func size() throws -> Int {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw BlobError(errno: errno) }
        return Int(facts.st_size)
    }

    func synchronise() throws {
        guard fsync(descriptor) == 0 else { throw BlobError(errno: errno) }
    }
}
