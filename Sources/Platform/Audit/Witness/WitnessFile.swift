package import FoundationEssentials
import Glibc
package import NIOPosix

/// Checkpoints in a file that is only appended to, best on storage that whoever can change the database cannot change.
///
/// Each is a signed note with an empty line behind it. One that a power cut tore is passed over.
package struct WitnessFile: Sendable {
    /// Bytes read from the end: some ten thousand checkpoints.
    private static let tail = 2 << 20

    package let file: URL
    private let threads: NIOThreadPool

    /// Names the file and touches nothing; `threads` are started and may block on the disk.
    package init(file: URL, threads: NIOThreadPool) {
        self.file = file
        self.threads = threads
    }

    /// Makes the file when it is missing; its folder has to be there.
    /// - Throws: `WitnessRefusal`.
    package func open() async throws {
        try await append(Data())
    }

    /// Adds a checkpoint; it is on disk when this returns.
    func append(_ note: SignedNote) async throws {
        try await append(Data("\(note.text)\n".utf8))
    }

    /// The newest checkpoints, oldest first; none when there is no file.
    func claims() async throws -> [NoteClaim] {
        let path = file.path
        let text = try await threads.runIfActive { try Self.end(of: path) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.compactMap { last in
            guard lines[last].hasPrefix("\u{2014} "), last >= NoteClaim.lineCount - 1 else { return nil }
            return NoteClaim(lines: lines[(last + 1 - NoteClaim.lineCount)...last])
        }
    }

    private func append(_ bytes: Data) async throws {
        let path = file.path
        try await threads.runIfActive {
            let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw WitnessRefusal(path: path) }
            defer { close(descriptor) }
            // What was torn ends its line, so that the next one begins on its own.
            let whole = bytes.isEmpty || Self.endsWithLine(descriptor) ? bytes : Data("\n".utf8) + bytes
            let written = whole.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard written == whole.count, fsync(descriptor) == 0 else { throw WitnessRefusal(path: path) }
        }
    }

    private static func endsWithLine(_ descriptor: Int32) -> Bool {
        var last: UInt8 = 0
        let size = lseek(descriptor, 0, SEEK_END)
        return size == 0 || (pread(descriptor, &last, 1, size - 1) == 1 && last == UInt8(ascii: "\n"))
    }

    private static func end(of path: String) throws -> String {
        guard FileManager.default.fileExists(atPath: path) else { return "" }
        guard let handle = fopen(path, "re") else { throw WitnessRefusal(path: path) }
        defer { fclose(handle) }
        fseek(handle, 0, SEEK_END)
        let size = ftell(handle)
        fseek(handle, max(0, size - tail), SEEK_SET)
        var bytes = [UInt8](repeating: 0, count: min(size, tail))
        let count = fread(&bytes, 1, bytes.count, handle)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}

/// The witness file cannot be used.
package struct WitnessRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    let path: String

    package var description: String {
        "the audit log's witness file \(path) cannot be written; make its folder, or name another file with NBP_AUDIT_WITNESS"
    }
}
