package import FoundationEssentials
import Glibc
import Kernel
package import NIOPosix

/// Files in a folder: `blobs/7K/img_….full`, written under `blobs/incoming/` first.
package struct FileBlobStore: BlobStore {
    private static let incoming = "incoming"

    private let folder: URL
    private let threads: NIOThreadPool

    /// Makes the folder when it is missing.
    /// - Parameters:
    ///   - folder: below the data directory.
    ///   - threads: started; its threads may block on the disk.
    /// - Throws: `BlobError` when the folder cannot be made.
    package init(folder: URL, threads: NIOThreadPool) throws {
        self.folder = folder
        self.threads = threads
        let incoming = folder.appending(path: Self.incoming)
        do {
            try FileManager.default.createDirectory(at: incoming, withIntermediateDirectories: true)
        } catch {
            throw BlobError.notWritable
        }
    }

    package func write(
        _ name: BlobName,
        _ fill: @escaping @Sendable (_ append: (Data) throws -> Void) throws -> Void
    ) async throws {
        let (temporary, final) = (folder.appending(path: "\(Self.incoming)/\(name.text)"), file(of: name))
        try await threads.runIfActive {
            let shelf = final.deletingLastPathComponent()
            guard mkdir(shelf.path, 0o700) == 0 || errno == EEXIST else { throw BlobError(errno: errno) }
            let file = try OpenFile(creating: temporary.path)
            do {
                try fill(file.append)
                try file.synchronise()
                guard rename(temporary.path, final.path) == 0 else { throw BlobError(errno: errno) }
            } catch {
                unlink(temporary.path)
                throw error
            }
            try OpenFile(reading: shelf.path).synchronise()
        }
    }

    package func begin(_ name: BlobName) async throws -> any BlobWriter {
        let (temporary, final) = (folder.appending(path: "\(Self.incoming)/\(name.text)"), file(of: name))
        let file = try await threads.runIfActive { try OpenFile(creating: temporary.path) }
        return FileBlobWriter(file: file, temporary: temporary.path, final: final, threads: threads)
    }

    package func open(_ name: BlobName) async throws -> (any BlobReader)? {
        let path = file(of: name).path
        return try await threads.runIfActive {
            do {
                return try FileBlobReader(file: OpenFile(reading: path), threads: threads)
            } catch BlobError.failed(code: ENOENT) {
                return nil
            }
        }
    }

    package func delete(_ names: [BlobName]) async throws {
        let paths = names.map { file(of: $0).path }
        try await threads.runIfActive {
            for path in paths {
                guard unlink(path) == 0 || errno == ENOENT else { throw BlobError(errno: errno) }
            }
        }
    }

    package func recover() async throws {
        let incoming = folder.appending(path: Self.incoming)
        try await threads.runIfActive {
            for name in try FileManager.default.contentsOfDirectory(atPath: incoming.path) {
                try FileManager.default.removeItem(at: incoming.appending(path: name))
            }
        }
    }

    package func list() async throws -> [StoredBlob] {
        let folder = folder
        return try await threads.runIfActive {
            try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0 != Self.incoming }
                .map { folder.appending(path: $0) }
                .filter(Self.isFolder)
                .flatMap(Self.files)
        }
    }

    private static func isFolder(_ place: URL) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) && isFolder
    }

    private static func files(in shelf: URL) throws -> [StoredBlob] {
        try FileManager.default.contentsOfDirectory(atPath: shelf.path).compactMap { fileName in
            var facts = stat()
            guard let name = BlobName(fileName: fileName),
                stat(shelf.appending(path: fileName).path, &facts) == 0
            else { return nil }
            return StoredBlob(
                name: name,
                writtenAt: Timestamp(milliseconds: Int64(facts.st_mtim.tv_sec) * 1_000)
            )
        }
    }

    private func file(of name: BlobName) -> URL {
        folder.appending(path: "\(name.folder)/\(name.text)")
    }
}

private struct FileBlobWriter: BlobWriter {
    let file: OpenFile
    let temporary: String
    let final: URL
    let threads: NIOThreadPool

    func append(_ bytes: Data) async throws {
        try await threads.runIfActive { try file.append(bytes) }
    }

    func finish() async throws {
        try await threads.runIfActive {
            let shelf = final.deletingLastPathComponent()
            guard mkdir(shelf.path, 0o700) == 0 || errno == EEXIST else { throw BlobError(errno: errno) }
            try file.synchronise()
            guard rename(temporary, final.path) == 0 else { throw BlobError(errno: errno) }
            try OpenFile(reading: shelf.path).synchronise()
        }
    }

    func discard() async {
        unlink(temporary)
    }
}

private struct FileBlobReader: BlobReader {
    let file: OpenFile
    let size: Int
    let threads: NIOThreadPool

    init(file: OpenFile, threads: NIOThreadPool) throws {
        self.file = file
        self.threads = threads
        size = try file.size()
    }

    func read(_ count: Int, at offset: Int) async throws -> Data {
        try await threads.runIfActive { try file.read(count, at: offset) }
    }

    func readNow(_ count: Int, at offset: Int) throws -> Data {
        try file.read(count, at: offset)
    }
}
