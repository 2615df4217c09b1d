import Foundation
import Kernel
import Vault

/// Unpacks one backup file into a folder, and believes nothing in it that does not open with this installation's key.
struct BackupReader {
    private let path: String
    private let file: FileHandle
    private let seal: FileSeal
    private let size: Int
    private var offset = FileSeal.headerSize
    private var number = 0
    private var waiting = Data()

    /// - Throws: `BackupRefusal`.
    init(
        _ source: URL,
        of kind: BackupFile.Kind,
        opening seals: BackupSeal
    ) throws {
        path = source.path
        guard let handle = try? FileHandle(forReadingFrom: source) else {
            throw BackupRefusal.unreadable(path)
        }
        file = handle
        size = Int(try handle.seekToEnd())
        try handle.seek(toOffset: 0)
        guard let header = try handle.read(upToCount: FileSeal.headerSize),
            let opened = try? seals.seal(of: kind.rawValue, header: header)
        else { throw BackupRefusal.damaged(path) }
        seal = opened
    }

    /// - Returns: the paths that were unpacked.
    mutating func unpack(into folder: URL) throws -> [String] {
        var paths: [String] = []
        while true {
            let length = try number(of: 2)
            guard length > 0 else { break }
            guard length <= BackupFile.longestPath else { throw BackupRefusal.damaged(path) }
            let name = String(decoding: try take(length), as: UTF8.self)
            guard Self.isSafe(name) else { throw BackupRefusal.damaged(path) }
            try unpack(folder.appending(path: name), size: try number(of: 8))
            paths.append(name)
        }
        guard waiting.isEmpty, offset == size else { throw BackupRefusal.damaged(path) }
        return paths
    }

    /// Below the folder, without a way out of it.
    private static func isSafe(_ name: String) -> Bool {
        !name.hasPrefix("/") && !name.split(separator: "/").contains("..") && !name.utf8.contains(0)
    }

    private mutating func unpack(_ target: URL, size: Int) throws {
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        guard
            FileManager.default.createFile(
                atPath: target.path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            ),
            let output = try? FileHandle(forWritingTo: target)
        else { throw BackupRefusal.unwritable(target.path) }
        var rest = size
        while rest > 0 {
            let part = try take(min(rest, FileSeal.chunkSize))
            try output.write(contentsOf: part)
            rest -= part.count
        }
        try output.synchronize()
        try output.close()
    }

    private mutating func number(of bytes: Int) throws -> Int {
        try take(bytes).reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func take(_ count: Int) throws -> Data {
        while waiting.count < count { try readChunk() }
        let part = Data(waiting.prefix(count))
        waiting = Data(waiting.dropFirst(count))
        return part
    }

    private mutating func readChunk() throws {
        guard offset < size, let sealed = try file.read(upToCount: FileSeal.sealedChunkSize), !sealed.isEmpty
        else { throw BackupRefusal.damaged(path) }
        let isLast = offset + sealed.count >= size
        guard let plain = try? seal.open(sealed, number: number, isLast: isLast) else {
            throw number == 0 ? BackupRefusal.otherInstallation(path) : BackupRefusal.damaged(path)
        }
        waiting.append(plain)
        offset += sealed.count
        number += 1
    }
}
