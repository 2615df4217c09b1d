package import FoundationEssentials
package import Kernel
package import Purposes
package import Vault

/// Pictures on disk: sealed under their owner's key from the first byte, read as a stream.
package struct Blobs: Sendable {
    private let store: any BlobStore
    private let vault: Vault
    private let randomness: Randomness

    package init(
        store: any BlobStore,
        vault: Vault,
        randomness: Randomness
    ) {
        self.store = store
        self.vault = vault
        self.randomness = randomness
    }

    /// Seals `bytes` into a file; it is on disk when this returns.
    /// - Throws: `BlobError`; then there is no file.
    package func write<P>(
        _ bytes: Data,
        as name: BlobName,
        under permit: borrowing Permit<P>
    ) async throws {
        let seal = try await vault.newFileSeal(named: name.text, randomness: randomness, under: permit)
        try await store.write(name) { append in
            try append(seal.header)
            var rest = bytes[...]
            for number in 0... {
                let chunk = rest.prefix(FileSeal.chunkSize)
                rest = rest.dropFirst(FileSeal.chunkSize)
                try append(seal.seal(Data(chunk), number: number, isLast: rest.isEmpty))
                if rest.isEmpty { return }
            }
        }
    }

    /// Begins a file whose bytes come one piece after another; it is sealed from the first one.
    package func begin<P>(
        _ name: BlobName,
        under permit: borrowing Permit<P>
    ) async throws -> SealedBlobWriter {
        let seal = try await vault.newFileSeal(named: name.text, randomness: randomness, under: permit)
        let writer = try await store.begin(name)
        try await writer.append(seal.header)
        return SealedBlobWriter(writer: writer, seal: seal)
    }

    /// Removes what a crash left half-written; see `BlobStore.recover`.
    package func recover() async throws {
        try await store.recover()
    }

    /// The files that are there.
    package func list() async throws -> [StoredBlob] {
        try await store.list()
    }

    /// Opens a file for streaming, or answers nil when there is none.
    package func open<P>(_ name: BlobName, under permit: borrowing Permit<P>) async throws -> OpenedBlob? {
        guard let reader = try await store.open(name) else { return nil }
        let header = try await reader.read(FileSeal.headerSize, at: 0)
        let seal = try await vault.fileSeal(named: name.text, header: header, under: permit)
        return OpenedBlob(reader: reader, seal: seal)
    }

    /// Seals a file anew, in its place, for another subject; one that is there already, or is damaged, stays as it is.
    ///
    /// The file is there whole all the time, under the one key or the other.
    package func reseal<P, Q>(
        _ name: BlobName,
        from old: borrowing Permit<P>,
        to new: borrowing Permit<Q>
    ) async throws {
        do {
            guard let bytes = try await open(name, under: old)?.bytes() else { return }
            try await write(bytes, as: name, under: new)
        } catch VaultError.damaged {
            return
        }
    }

    /// Deletes files; ones that are gone already are no error.
    package func delete(_ names: [BlobName]) async throws {
        try await store.delete(names)
    }

    /// Deletes files that `isNeeded` does not know and that are older than `age`: a crash between writing a file and
    /// committing its row leaves such.
    /// - Returns: how many were deleted.
    package func collect(
        olderThan limit: Timestamp,
        unless isNeeded: ([BlobName]) async throws -> Set<BlobName>
    ) async throws -> Int {
        var rest = try await store.list().filter { $0.writtenAt < limit }.map(\.name)[...]
        var count = 0
        while !rest.isEmpty {
            let old = Array(rest.prefix(Self.collectStep))
            rest = rest.dropFirst(Self.collectStep)
            let unused = Set(old).subtracting(try await isNeeded(old))
            try await store.delete(Array(unused))
            count += unused.count
        }
        return count
    }

    /// Files looked up at once: a statement binds a bounded number of values.
    private static let collectStep = 1_000
}

/// A sealed file that is being read.
package struct OpenedBlob: AsyncSequence, Sendable {
    private let reader: any BlobReader
    private let seal: FileSeal
    /// In bytes, unsealed.
    package let size: Int

    fileprivate init(reader: any BlobReader, seal: FileSeal) {
        self.reader = reader
        self.seal = seal
        let sealed = reader.size - FileSeal.headerSize
        let chunks = (sealed + FileSeal.sealedChunkSize - 1) / FileSeal.sealedChunkSize
        size = Swift.max(0, sealed - chunks * (FileSeal.sealedChunkSize - FileSeal.chunkSize))
    }

    /// Whether its first chunk opens: a file that is damaged from the start had better not be begun.
    package func isWhole() -> Bool {
        (try? readNow(1, at: 0)) != nil
    }

    /// Bytes at an offset, fewer only at the end, on the caller's thread, which may block.
    package func readNow(_ count: Int, at offset: Int) throws -> Data {
        let (number, start) = offset.quotientAndRemainder(dividingBy: FileSeal.chunkSize)
        let place = FileSeal.headerSize + number * FileSeal.sealedChunkSize
        guard offset < size else { return Data() }
        let sealed = try reader.readNow(FileSeal.sealedChunkSize, at: place)
        let chunk = try seal.open(sealed, number: number, isLast: place + sealed.count >= reader.size)
        return Data(chunk.dropFirst(start).prefix(count))
    }

    /// Everything at once.
    package func bytes() async throws -> Data {
        try await reduce(into: Data()) { $0.append($1) }
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(reader: reader, seal: seal)
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let reader: any BlobReader
        fileprivate let seal: FileSeal
        private var number = 0
        private var isDone = false

        fileprivate init(reader: any BlobReader, seal: FileSeal) {
            self.reader = reader
            self.seal = seal
        }

        /// The next 64 KiB or less.
        /// - Throws: `VaultError.damaged` when the file was cut or changed.
        package mutating func next() async throws -> Data? {
            guard !isDone else { return nil }
            let offset = FileSeal.headerSize + number * FileSeal.sealedChunkSize
            let sealed = try await reader.read(FileSeal.sealedChunkSize, at: offset)
            isDone = offset + sealed.count >= reader.size
            let chunk = try seal.open(sealed, number: number, isLast: isDone)
            number += 1
            return chunk
        }
    }
}
