import Foundation
import Kernel
import Store
import Synchronization
import TestSupport
import Testing
import Vault

struct KeyRingTests {
    let bench: VaultBench
    let owner = SubjectID.sample(1)

    init() async throws {
        bench = try await VaultBench()
        try await bench.ring.makeKey(for: owner)
    }

    @Test func `a destroyed key makes its person erased`() async throws {
        let sealed = try await bench.seal("cat", for: owner)
        try await bench.ring.destroyKey(of: owner)
        await #expect(throws: Problem(.erased)) { try await bench.open(sealed, for: owner) }
        await #expect(throws: Problem(.erased)) { try await bench.seal("cat", for: owner) }
    }

    @Test func `whom an old erasure was about is forgotten, and the ledger counts on`() async throws {
        let time = TestClock()
        let bench = try await VaultBench(clock: time.clock)
        for number in UInt64(1)...2 {
            try await bench.ring.makeKey(for: .sample(number))
            try await bench.ring.destroyKey(of: .sample(number))
        }
        time.advance(by: .days(4 * 366))
        try await bench.ring.forgetOldErasures()
        let left = try await bench.ring.erased(after: 0, limit: 10)
        #expect(left.map(\.number) == [2])
        #expect(left.allSatisfy { $0.subject != .sample(2) && $0.image == nil })
        try await bench.ring.makeKey(for: .sample(3))
        try await bench.ring.destroyKey(of: .sample(3))
        try await bench.ring.forgetOldErasures()
        #expect(try await bench.ring.erased(after: 2, limit: 10).map(\.subject) == [.sample(3)])
    }

    @Test func `destroying twice is harmless and touches nobody else`() async throws {
        try await bench.ring.makeKey(for: .sample(2))
        let sealed = try await bench.seal("dog", for: .sample(2))
        for _ in 0..<2 { try await bench.ring.destroyKey(of: owner) }
        #expect(try await bench.open(sealed, for: .sample(2)) == "dog")
    }

    @Test func `a key that another process destroyed is gone here at once`() async throws {
        let other = try await VaultBench(folder: bench.folder, master: bench.master)
        let sealed = try await bench.seal("cat", for: owner)
        #expect(try await bench.open(sealed, for: owner) == "cat")
        try await other.ring.destroyKey(of: owner)
        await #expect(throws: Problem(.erased)) { try await bench.open(sealed, for: owner) }
    }

    @Test func `another process opens what this one sealed`() async throws {
        let sealed = try await bench.seal("cat", for: owner)
        let other = try await VaultBench(folder: bench.folder, master: bench.master)
        #expect(try await other.open(sealed, for: owner) == "cat")
    }

    @Test func `a person has one key`() async throws {
        await #expect(throws: StoreError.constraint) { try await bench.ring.makeKey(for: owner) }
    }

    @Test func `whether a person has a key can be asked`() async throws {
        #expect(try await bench.ring.holdsKey(of: owner))
        try await bench.ring.destroyKey(of: owner)
        #expect(try await !bench.ring.holdsKey(of: owner))
    }

    @Test func `another master key is refused`() async throws {
        await #expect(throws: VaultRefusal.masterKeyWrong) {
            try await VaultBench(folder: bench.folder, master: MasterKey(.seeded(99)))
        }
    }

    @Test func `a wrapped key that was given to another person does not open`() async throws {
        try await bench.ring.makeKey(for: .sample(2))
        let store = try SQLiteStore(file: bench.folder["ring.sqlite"])
        try await store.write { [owner] tx in
            let wrapped: Data? = try tx.first("SELECT wrapped FROM ring_key WHERE subject_id = \(owner)") {
                try $0.get("wrapped")
            }
            try tx.run("UPDATE ring_key SET wrapped = \(wrapped) WHERE subject_id = \(SubjectID.sample(2))")
        }
        await #expect(throws: VaultRefusal.ringDamaged) { try await bench.seal("cat", for: .sample(2)) }
    }

    @Test func `no file holds a raw key, nor a destroyed one in any form`() async throws {
        let log = ByteLog()
        let other = try await VaultBench(
            folder: bench.folder,
            master: bench.master,
            randomness: log.randomness
        )
        try await other.ring.makeKey(for: .sample(3))
        let key = try #require(log.given.first { $0.count == 32 })
        #expect(try bench.folder.files(holding: key) == [])
        let wrapped = try #require(try await other.wrapped(of: .sample(3)))
        #expect(try !bench.folder.files(holding: wrapped).isEmpty)
        try await other.ring.destroyKey(of: .sample(3))
        #expect(try bench.folder.files(holding: wrapped) == [])
    }
}

extension VaultBench {
    fileprivate func wrapped(of person: SubjectID) async throws -> Data? {
        let store = try SQLiteStore(file: folder["ring.sqlite"])
        defer { try? store.close() }
        return try await store.read { tx in
            try tx.first("SELECT wrapped FROM ring_key WHERE subject_id = \(person)") {
                try $0.get("wrapped")
            }
        }
    }
}

/// Remembers the random bytes that it gives out.
private final class ByteLog: Sendable {
    private let log = Mutex<[Data]>([])

    var given: [Data] { log.withLock { $0 } }

    var randomness: Randomness {
        let source = Randomness.seeded(5)
        return Randomness { count in
            let bytes = source.bytes(count)
            self.log.withLock { $0.append(Data(bytes)) }
            return bytes
        }
    }
}
