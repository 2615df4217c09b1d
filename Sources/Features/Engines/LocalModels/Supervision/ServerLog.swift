import FoundationEssentials
import Glibc

/// What a program of ours says, in one file that stays small; one older file is kept.
struct ServerLog: Sendable {
    /// In bytes.
    ///
    /// It is looked at between two questions after the server's health, so that a file may grow beyond it for that long.
    static let longest = 10_000_000
    static let name = "sd-server.log"
    private static let olderSuffix = ".1"

    let file: URL

    /// - Parameter folder: where it lies; has to be there.
    init(in folder: URL) {
        file = folder.appending(path: Self.name)
    }

    private var older: URL { URL(filePath: file.path + Self.olderSuffix) }

    /// The file, to be appended to; nil when it cannot be written.
    func open() -> ChildOutput? {
        let descriptor = Glibc.open(file.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        return descriptor < 0 ? nil : ChildOutput(descriptor: descriptor)
    }

    /// Puts what is too long away.
    ///
    /// The program keeps its file open, so that is copied and emptied, not renamed; a line may get lost.
    func rotate(above limit: Int = Self.longest) {
        var facts = stat()
        guard stat(file.path, &facts) == 0, facts.st_size > limit else { return }
        unlink(older.path)
        try? FileManager.default.copyItem(at: file, to: older)
        truncate(file.path, 0)
    }
}
