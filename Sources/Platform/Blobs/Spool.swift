import Crypto
package import FoundationEssentials
import Glibc
package import Kernel
package import NIOPosix
import Vault

/// Where bytes from outside wait until they are believed: sealed under a key that is nowhere but in memory.
///
/// A file loses its name as soon as it is made, so that its space is free again when nobody reads it any more, however the
/// process ends. What a crash between the two leaves behind opens for nobody, and `recover` deletes it.
package struct Spool: Sendable {
    private enum Place: Sendable {
        case folder(URL, NIOThreadPool)
        case memory
    }

    private let place: Place
    private let randomness: Randomness

    /// Makes the folder, below the data directory, when it is missing.
    ///
    /// The threads are started, and may block on the disk.
    /// - Throws: `BlobError` when the folder cannot be made.
    package init(
        folder: URL,
        threads: NIOThreadPool,
        randomness: Randomness
    ) throws {
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw BlobError.notWritable
        }
        place = .folder(folder, threads)
        self.randomness = randomness
    }

    /// Keeps everything in memory: for throw-away work.
    package init(inMemory randomness: Randomness) {
        place = .memory
        self.randomness = randomness
    }

    /// Removes what a crash left behind; only for the process that alone writes here, before it writes.
    package func recover() async throws {
        guard case .folder(let folder, let threads) = place else { return }
        try await threads.runIfActive {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                try FileManager.default.removeItem(at: folder.appending(path: name))
            }
        }
    }

    /// Begins a file whose bytes come one piece after another.
    package func begin() async throws -> SpoolWriter {
        let seal = FileSeal(inMemory: randomness)
        guard case .folder(let folder, let threads) = place else {
            return SpoolWriter(store: MemorySpoolStore(), seal: seal)
        }
        let name = randomness.bytes(16).map { String($0, radix: 16) }.joined()
        let file = try await threads.runIfActive { try OpenFile(spooling: folder.appending(path: name).path) }
        return SpoolWriter(store: FileSpoolStore(file: file, threads: threads), seal: seal)
    }
}

/// A file that is being spooled, by one task.
package final class SpoolWriter {
    private let store: any SpoolStore
    private let seal: FileSeal
    private var rest = Data()
    private var number = 0
    private var hash = SHA256()
    /// In bytes, unsealed.
    package private(set) var size = 0

    fileprivate init(store: any SpoolStore, seal: FileSeal) {
        self.store = store
        self.seal = seal
    }

    package func append(_ bytes: Data) async throws {
        hash.update(data: bytes)
        rest.append(bytes)
        size += bytes.count
        // The last chunk is marked as such, so that one is always kept back.
        var start = rest.startIndex
        while rest.endIndex - start > FileSeal.chunkSize {
            try await write(rest[start..<start + FileSeal.chunkSize], isLast: false)
            start += FileSeal.chunkSize
        }
        rest = Data(rest[start...])
    }

    package func finish() async throws -> SpooledFile {
        try await write(rest, isLast: true)
        return SpooledFile(
            size: size,
            digest: Data(hash.finalize()),
            chunks: number,
            store: store,
            seal: seal
        )
    }

    private func write(_ chunk: Data, isLast: Bool) async throws {
        try await store.append(seal.seal(Data(chunk), number: number, isLast: isLast))
        number += 1
    }
}

/// A spooled file; its space is free again when the last holder lets go.
package struct SpooledFile: Sendable {
    /// In bytes, unsealed.
    package let size: Int
    /// SHA-256 of what it holds.
    package let digest: Data
    fileprivate let chunks: Int
    fileprivate let store: any SpoolStore
    fileprivate let seal: FileSeal

    /// Everything at once.
    package func bytes() async throws -> Data {
        var bytes = Data(capacity: size)
        for number in 0..<chunks { bytes.append(try await chunk(number)) }
        return bytes
    }

    /// Its beginning, 64 KiB or less.
    package func prefix() async throws -> Data { try await chunk(0) }

    /// Hands its bytes over in their order, 64 KiB at a time.
    package func forEachChunk(_ take: (Data) async throws -> Void) async throws {
        for number in 0..<chunks { try await take(chunk(number)) }
    }

    private func chunk(_ number: Int) async throws -> Data {
        let sealed = try await store.read(
            FileSeal.sealedChunkSize,
            at: number * FileSeal.sealedChunkSize
        )
        return try seal.open(sealed, number: number, isLast: number == chunks - 1)
    }
}

/// What holds the sealed bytes.
private protocol SpoolStore: Sendable {
    func append(_ bytes: Data) async throws
    func read(_ count: Int, at offset: Int) async throws -> Data
}

private struct FileSpoolStore: SpoolStore {
    let file: OpenFile
    let threads: NIOThreadPool

    func append(_ bytes: Data) async throws {
        try await threads.runIfActive { try file.append(bytes) }
    }

    func read(_ count: Int, at offset: Int) async throws -> Data {
        try await threads.runIfActive { try file.read(count, at: offset) }
    }
}

private actor MemorySpoolStore: SpoolStore {
    private var bytes = Data()

    func append(_ bytes: Data) {
        self.bytes.append(bytes)
    }

    func read(_ count: Int, at offset: Int) -> Data {
        Data(bytes.dropFirst(offset).prefix(count))
    }
}
