import Blobs
import Foundation
import Kernel
import Purposes
import TestSupport
import Testing
import Vault

/// Blobs over real files, read as their owner and as an attacker of the disk.
struct SealedBlobTests {
    static let canary = Data("canary of a cat".utf8)
    let folder: TempFolder
    let place: TestInstallation
    let owner: SubjectID

    init() async throws {
        folder = try TempFolder()
        place = try await TestInstallation(in: folder)
        owner = try await place.newVisitor()
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 1_000_000])
    func `a file opens as it was sealed, chunk by chunk`(count: Int) async throws {
        let bytes = Data(Randomness.seeded().bytes(count))
        try await write(bytes)
        let blob = try #require(try await open())
        #expect(blob.size == count)
        var chunks: [Data] = []
        for try await chunk in blob { chunks.append(chunk) }
        #expect(chunks.reduce(Data(), +) == bytes)
        #expect(chunks.allSatisfy { $0.count <= 65_536 })
        #expect(chunks.count == max(1, (count + 65_535) / 65_536))
    }

    @Test func `nothing readable lies on disk`() async throws {
        try await write(Self.canary + Data(count: 200_000) + Self.canary)
        #expect(try folder.files().contains { $0.hasSuffix(".full") })
        #expect(try folder.files(holding: Self.canary) == [])
        #expect(try folder.files(holding: Data(count: 64)).allSatisfy { !$0.hasPrefix("blobs") })
    }

    @Test func `a file that is not there is nil`() async throws {
        #expect(try await open() == nil)
    }

    /// Sizes around the header, the tag and the ends of chunks of a file of two and a half chunks.
    @Test(arguments: [0, 1, 35, 36, 37, 51, 52, 53, 65_587, 65_588, 65_589, 131_140, 131_141, 163_835])
    func `a file that was cut is refused`(length: Int) async throws {
        try await write(Data(count: 163_768))
        try change { $0.prefix(length) }
        await #expect(throws: VaultError.damaged) { try await open()?.bytes() }
    }

    @Test func `a file with something added is refused`() async throws {
        try await write(Data(count: 100))
        try change { $0 + [0] }
        await #expect(throws: VaultError.damaged) { try await open()?.bytes() }
    }

    @Test(arguments: [0, 4, 35, 36, 40_000, 65_588, 100_000, 163_851])
    func `a file with a flipped bit is refused`(offset: Int) async throws {
        try await write(Data(count: 163_768))
        try change { bytes in
            var changed = bytes
            changed[offset] ^= 1
            return changed
        }
        await #expect(throws: VaultError.damaged) { try await open()?.bytes() }
    }

    @Test func `a file whose chunks changed places is refused`() async throws {
        try await write(Data(count: 163_768))
        try change { bytes in
            bytes.prefix(36) + bytes[65_588..<131_140] + bytes[36..<65_588] + bytes.dropFirst(131_140)
        }
        await #expect(throws: VaultError.damaged) { try await open()?.bytes() }
    }

    @Test func `a file under another one's name is refused`() async throws {
        try await write(Data(count: 100))
        let permit = try await place.permit(for: owner)
        try await place.blobs.write(Data(count: 200), as: .sample(2), under: permit)
        let paths = try folder.files().filter { $0.hasSuffix(".full") }
        try FileManager.default.removeItem(at: folder[paths[0]])
        try FileManager.default.copyItem(at: folder[paths[1]], to: folder[paths[0]])
        let name = paths[0].hasSuffix(BlobName.sample(2).text) ? BlobName.sample(2) : .sample(1)
        await #expect(throws: VaultError.damaged) { try await open(name)?.bytes() }
    }

    @Test func `another person cannot open a file`() async throws {
        try await write(Data(count: 100))
        let other = try await place.newVisitor()
        let permit = try await place.permit(for: other)
        let blob = try await place.blobs.open(.sample(), under: permit)
        await #expect(throws: VaultError.damaged) { try await blob?.bytes() }
    }

    @Test func `without the key a file is noise and none can be written`() async throws {
        try await write(Data(count: 100))
        try await place.ring.destroyKey(of: owner)
        await #expect(throws: Problem(.erased)) { try await open() }
        await #expect(throws: Problem(.erased)) { try await write(Data()) }
    }

    private func write(_ bytes: Data) async throws {
        let permit = try await place.permit(for: owner)
        try await place.blobs.write(bytes, as: .sample(), under: permit)
    }

    private func open(_ name: BlobName = .sample()) async throws -> OpenedBlob? {
        try await place.blobs.open(name, under: place.permit(for: owner))
    }

    private func change(_ change: (Data) throws -> Data) throws {
        let path = try #require(try folder.files().first { $0.hasSuffix(".full") })
        try change(Data(contentsOf: folder[path])).write(to: folder[path])
    }
}
