import Blobs
import Crypto
import Foundation
import Kernel
import NIOPosix
import TestSupport
import Testing

struct SpoolTests {
    let folder: TempFolder
    let spool: Spool

    init() throws {
        folder = try TempFolder()
        spool = try Spool(folder: folder["spool"], threads: .singleton, randomness: .system)
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
    func `what is spooled is read back as it was`(size: Int) async throws {
        let bytes = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        for place in [spool, Spool(inMemory: .system)] {
            let writer = try await place.begin()
            for start in stride(from: 0, to: size, by: 9_001) {
                try await writer.append(bytes.dropFirst(start).prefix(9_001))
            }
            let file = try await writer.finish()
            #expect(try await file.bytes() == bytes)
            #expect(file.size == size)
            #expect(file.digest == Data(SHA256.hash(data: bytes)))
        }
    }

    @Test func `a spooled file has no name, and its space goes with its reader`() async throws {
        let writer = try await spool.begin()
        try await writer.append(Data("canary".utf8))
        #expect(try folder.files() == [])
        let file = try await writer.finish()
        #expect(try await file.bytes() == Data("canary".utf8))
        #expect(try folder.files() == [])
    }

    @Test func `recovering clears what a crash left behind`() async throws {
        try Data("half".utf8).write(to: folder["spool/0123"])
        try await spool.recover()
        #expect(try folder.files() == [])
    }
}
