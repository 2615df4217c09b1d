import Foundation
import Glibc
import Kernel
import Vault

/// Writes one backup file: under a temporary name, whole and synced before it gets its own.
struct BackupWriter {
    private let target: URL
    private let temporary: URL
    private let file: FileHandle
    private let seal: FileSeal
    private var waiting = Data()
    private var number = 0

    /// - Throws: `BackupRefusal.unwritable`.
    init(_ target: URL, seal: FileSeal) throws {
        self.target = target
        self.seal = seal
        temporary = target.deletingLastPathComponent().appending(path: ".\(target.lastPathComponent)")
        let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BackupRefusal.unwritable(target.path) }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: seal.header)
    }

    mutating func add(_ path: String, bytes: Data) throws {
        try begin(path, size: bytes.count)
        try append(bytes)
    }

    /// Copies a file in; one that is gone meanwhile is left out.
    mutating func add(_ path: String, from source: URL) throws {
        guard let handle = try? FileHandle(forReadingFrom: source) else { return }
        defer { try? handle.close() }
        let size = Int(try handle.seekToEnd())
        try handle.seek(toOffset: 0)
        try begin(path, size: size)
        var rest = size
        while rest > 0 {
            guard let part = try handle.read(upToCount: min(rest, FileSeal.chunkSize)), !part.isEmpty else {
                throw BackupRefusal.unreadable(source.path)
            }
            try append(part)
            rest -= part.count
        }
    }

    /// Ends the file; it is on disk under its own name when this returns.
    mutating func finish() throws {
        try append(Data([0, 0]))
        try file.write(contentsOf: seal.seal(waiting, number: number, isLast: true))
        try file.synchronize()
        try file.close()
        guard rename(temporary.path, target.path) == 0 else { throw BackupRefusal.unwritable(target.path) }
    }

    private mutating func begin(_ path: String, size: Int) throws {
        let name = Data(path.utf8)
        guard (1...BackupFile.longestPath).contains(name.count) else { throw BackupRefusal.unreadable(path) }
        try append(
            Data([UInt8(name.count >> 8), UInt8(name.count & 0xFF)]) + name
                + Data((0..<8).map { UInt8(truncatingIfNeeded: size >> (56 - 8 * $0)) })
        )
    }

    /// Seals whole chunks; the last one, which may be short, waits for the end.
    private mutating func append(_ bytes: Data) throws {
        waiting.append(bytes)
        while waiting.count > FileSeal.chunkSize {
            let chunk = Data(waiting.prefix(FileSeal.chunkSize))
            waiting = Data(waiting.dropFirst(FileSeal.chunkSize))
            try file.write(contentsOf: seal.seal(chunk, number: number, isLast: false))
            number += 1
        }
    }
}
