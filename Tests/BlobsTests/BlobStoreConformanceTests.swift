import Blobs
import Foundation
import Kernel
import TestSupport
import Testing

/// What every BlobStore does.
struct BlobStoreConformanceTests {
    let folder: TempFolder

    init() throws {
        folder = try TempFolder()
    }

    @Test(arguments: BlobStoreKind.allCases, [0, 1, 65_535, 65_536, 65_537, 1_000_000])
    func `a file comes back as it went`(kind: BlobStoreKind, count: Int) async throws {
        let store = try kind.open(in: folder)
        let bytes = Data(Randomness.seeded().bytes(count))
        try await store.write(.sample(), [bytes.prefix(10), bytes.dropFirst(10)])
        let reader = try #require(try await store.open(.sample()))
        #expect(reader.size == count)
        #expect(try await store.bytes(of: .sample()) == bytes)
    }

    @Test(
        arguments: BlobStoreKind.allCases,
        [(0, 3, "abc"), (4, 2, "ef"), (7, 9, "h"), (8, 1, ""), (99, 1, "")]
    )
    func `any part can be read`(
        kind: BlobStoreKind,
        part: (offset: Int, count: Int, text: String)
    ) async throws {
        let store = try kind.open(in: folder)
        try await store.write(.sample(), [Data("abcdefgh".utf8)])
        let reader = try #require(try await store.open(.sample()))
        #expect(try await Data(reader.read(part.count, at: part.offset)) == Data(part.text.utf8))
    }

    @Test(arguments: BlobStoreKind.allCases)
    func `a file that is not there is nil`(kind: BlobStoreKind) async throws {
        #expect(try await kind.open(in: folder).open(.sample()) == nil)
    }

    @Test(arguments: BlobStoreKind.allCases)
    func `writing that is interrupted leaves no file and no part of one`(kind: BlobStoreKind) async throws {
        let store = try kind.open(in: folder)
        await #expect(throws: Interruption.self) {
            try await store.write(.sample()) { append in
                try append(Data(count: 100_000))
                throw Interruption()
            }
        }
        #expect(try await store.open(.sample()) == nil)
        #expect(try await store.list() == [])
        #expect(try folder.files() == [])
    }

    @Test(arguments: BlobStoreKind.allCases)
    func `writing that is interrupted leaves the older file as it was`(kind: BlobStoreKind) async throws {
        let store = try kind.open(in: folder)
        try await store.write(.sample(), [Data("old".utf8)])
        try? await store.write(.sample()) { append in
            try append(Data("new".utf8))
            throw Interruption()
        }
        #expect(try await store.bytes(of: .sample()) == Data("old".utf8))
        try await store.write(.sample(), [Data("new".utf8)])
        #expect(try await store.bytes(of: .sample()) == Data("new".utf8))
    }

    @Test(arguments: BlobStoreKind.allCases)
    func `deleting removes the files that are named, and twice is no error`(kind: BlobStoreKind) async throws
    {
        let store = try kind.open(in: folder)
        for number in 1...3 as ClosedRange<UInt64> { try await store.write(.sample(number), [Data([1])]) }
        for _ in 0..<2 { try await store.delete([.sample(1), .sample(2), .sample(9)]) }
        #expect(try await store.list().map(\.name) == [.sample(3)])
    }

    @Test(arguments: BlobStoreKind.allCases)
    func `a list has every file and when it was written`(kind: BlobStoreKind) async throws {
        let store = try kind.open(in: folder)
        // File systems keep whole seconds, and memory starts with the clock of the machine.
        let start = Clock.system.now() - .seconds(1)
        let names: Set<BlobName> = [.sample(1), .sample(2), BlobName(.sample(1), width: 160)]
        for name in names { try await store.write(name, [Data([1])]) }
        let listed = try await store.list()
        #expect(Set(listed.map(\.name)) == names)
        let end = Clock.system.now()
        #expect(listed.allSatisfy { (start...end).contains($0.writtenAt) })
    }

    @Test(arguments: BlobStoreKind.allCases)
    func `many files are written at once`(kind: BlobStoreKind) async throws {
        let store = try kind.open(in: folder)
        try await withThrowingTaskGroup { group in
            for number in 0..<50 as Range<UInt64> {
                group.addTask { try await store.write(.sample(number), [Data("\(number)".utf8)]) }
            }
            try await group.waitForAll()
        }
        #expect(try await store.list().count == 50)
        #expect(try await store.bytes(of: .sample(17)) == Data("17".utf8))
    }
}
