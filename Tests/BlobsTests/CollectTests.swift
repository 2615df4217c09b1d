import Blobs
import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing

struct CollectTests {
    let time = TestClock()
    let store: MemoryBlobStore
    let blobs: Blobs

    init() async throws {
        let place = try await TestInstallation()
        store = MemoryBlobStore(clock: time.clock)
        blobs = Blobs(store: store, vault: place.vault, randomness: .seeded())
    }

    @Test func `old files that nobody needs go, and no others`() async throws {
        try await store.write(.sample(1), [])
        try await store.write(.sample(2), [])
        time.advance(by: .hours(2))
        try await store.write(.sample(3), [])
        let count = try await blobs.collect(olderThan: time.now - .hours(1)) { names in
            #expect(Set(names) == [.sample(1), .sample(2)])
            return [.sample(2)]
        }
        #expect(count == 1)
        #expect(try await Set(store.list().map(\.name)) == [.sample(2), .sample(3)])
    }

    @Test func `nobody is asked about nothing`() async throws {
        let count = try await blobs.collect(olderThan: time.now) { _ in
            Issue.record("there is no old file")
            return []
        }
        #expect(count == 0)
    }

    @Test func `files are asked about in bounded lots`() async throws {
        for number in 0..<2_500 as Range<UInt64> { try await store.write(.sample(number), []) }
        time.advance(by: .hours(1))
        var lots: [Int] = []
        let count = try await blobs.collect(olderThan: time.now) { names in
            lots.append(names.count)
            return []
        }
        #expect(lots == [1_000, 1_000, 500])
        #expect(count == 2_500)
    }
}
