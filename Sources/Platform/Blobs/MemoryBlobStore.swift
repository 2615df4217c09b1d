package import FoundationEssentials
package import Kernel
import Synchronization

/// Files in memory, for throw-away work and tests.
package final class MemoryBlobStore: BlobStore {
    private struct File: Sendable {
        let bytes: Data
        let writtenAt: Timestamp
    }

    private let clock: Clock
    private let files = Mutex<[BlobName: File]>([:])

    package init(clock: Clock) {
        self.clock = clock
    }

    package func write(
        _ name: BlobName,
        _ fill: @escaping @Sendable (_ append: (Data) throws -> Void) throws -> Void
    ) async throws {
        var bytes = Data()
        try fill { bytes.append($0) }
        let file = File(bytes: bytes, writtenAt: clock.now())
        files.withLock { $0[name] = file }
    }

    package func begin(_ name: BlobName) async throws -> any BlobWriter {
        MemoryBlobWriter { [self] bytes in
            let file = File(bytes: bytes, writtenAt: clock.now())
            files.withLock { $0[name] = file }
        }
    }

    package func open(_ name: BlobName) async throws -> (any BlobReader)? {
        files.withLock { $0[name] }.map { MemoryBlobReader(bytes: $0.bytes) }
    }

    package func delete(_ names: [BlobName]) async throws {
        files.withLock { files in
            for name in names { files[name] = nil }
        }
    }

    package func recover() async throws {}

    package func list() async throws -> [StoredBlob] {
        files.withLock { files in
            files.map { StoredBlob(name: $0.key, writtenAt: $0.value.writtenAt) }
        }
    }
}

private final class MemoryBlobWriter: BlobWriter {
    private let written = Mutex(Data())
    private let keep: @Sendable (Data) -> Void

    init(keep: @escaping @Sendable (Data) -> Void) {
        self.keep = keep
    }

    func append(_ bytes: Data) async throws {
        written.withLock { $0.append(bytes) }
    }

    func finish() async throws {
        keep(written.withLock { $0 })
    }

    func discard() async {}
}

private struct MemoryBlobReader: BlobReader {
    let bytes: Data

    var size: Int { bytes.count }

    func read(_ count: Int, at offset: Int) async throws -> Data {
        readNow(count, at: offset)
    }

    func readNow(_ count: Int, at offset: Int) -> Data {
        bytes.dropFirst(offset).prefix(count)
    }
}
