package import FoundationEssentials
import Vault

/// A sealed file that is being written, by one task.
package final class SealedBlobWriter {
    private let writer: any BlobWriter
    private let seal: FileSeal
    private var rest = Data()
    private var number = 0
    /// In bytes, unsealed.
    package private(set) var size = 0

    init(writer: any BlobWriter, seal: FileSeal) {
        self.writer = writer
        self.seal = seal
    }

    package func append(_ bytes: Data) async throws {
        rest.append(bytes)
        size += bytes.count
        // The last chunk is marked as such, so that one is always kept back.
        while rest.count > FileSeal.chunkSize {
            try await write(rest.prefix(FileSeal.chunkSize), isLast: false)
            rest = Data(rest.dropFirst(FileSeal.chunkSize))
        }
    }

    /// Puts the file under its name; it is on disk when this returns.
    package func finish() async throws {
        try await write(rest, isLast: true)
        try await writer.finish()
    }

    /// Removes what was written so far.
    package func discard() async {
        await writer.discard()
    }

    private func write(_ chunk: Data, isLast: Bool) async throws {
        try await writer.append(seal.seal(Data(chunk), number: number, isLast: isLast))
        number += 1
    }
}
