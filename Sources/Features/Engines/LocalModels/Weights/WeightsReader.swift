import FoundationEssentials
import Glibc

/// A file that is open to be looked at.
final class WeightsReader {
    private let descriptor: Int32
    private let path: String
    /// In bytes.
    let size: Int

    /// Nil for what is no file, or cannot be read.
    init?(_ file: URL) {
        path = file.path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var facts = stat()
        guard descriptor >= 0, fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            if descriptor >= 0 { close(descriptor) }
            return nil
        }
        size = Int(facts.st_size)
    }

    deinit {
        close(descriptor)
    }

    /// As many bytes as are wanted, or as are there.
    func read(_ count: Int, at offset: Int) throws(WeightsRefusal) -> Data {
        var bytes = Data(count: count)
        var filled = 0
        while filled < count {
            let came = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, offset + filled)
            }
            guard came >= 0 else { throw .unreadable(path: path) }
            guard came > 0 else { break }
            filled += came
        }
        return bytes.prefix(filled)
    }
}
