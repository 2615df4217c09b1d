import FoundationEssentials
import Glibc

/// Small files of keys and certificates: read whole, written whole or not at all.
enum KeyFile {
    /// In bytes; chains have some ten thousand.
    private static let largest = 1 << 20

    static func exists(_ file: URL) -> Bool {
        FileManager.default.fileExists(atPath: file.path)
    }

    static func text(of file: URL) throws(CredentialsRefusal) -> String {
        var facts = stat()
        guard stat(file.path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= largest,
            let text = try? String(contentsOf: file, encoding: .utf8)
        else { throw .unreadable(path: file.path) }
        return text
    }

    /// Whether every user of the machine may read it.
    static func isOpen(_ file: URL) -> Bool {
        var facts = stat()
        return stat(file.path, &facts) != 0 || facts.st_mode & 0o007 != 0
    }

    /// Writes a file for its owner alone, so that it is there whole, and still there after a power cut.
    ///
    /// `replacing` says whether one that is there already goes; else it stays, and this one is forgotten.
    static func write(_ text: String, to file: URL, replacing: Bool) throws(CredentialsRefusal) {
        let refusal = CredentialsRefusal.unwritable(path: file.path)
        let folder = file.deletingLastPathComponent()
        guard mkdir(folder.path, 0o700) == 0 || errno == EEXIST else { throw refusal }
        var temporary = Array("\(file.path).XXXXXX".utf8CString)
        let descriptor = mkstemp(&temporary)
        guard descriptor >= 0 else { throw refusal }
        defer { unlink(temporary) }
        let bytes = Array(text.utf8)
        let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten else { throw refusal }
        let isPlaced =
            replacing
            ? rename(temporary, file.path) == 0 : link(temporary, file.path) == 0 || errno == EEXIST
        guard isPlaced, synchronise(folder) else { throw refusal }
    }

    private static func synchronise(_ folder: URL) -> Bool {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
