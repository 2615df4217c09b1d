import Accounts
import Dispatch
import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing

struct PasswordKeeperTests {
    struct Pair: Decodable {
        let password: String
        let hash: String
    }

    let keeper = PasswordKeeper()

    @Test func `a password fits its hash and no other`() async throws {
        let hash = try await keeper.hash(Password("correct horse battery staple"))
        #expect(try await keeper.verify(Password("correct horse battery staple"), against: hash))
        for other in [
            "", "correct horse battery stapl", "correct horse battery staple ",
            "Correct horse battery staple",
        ] {
            #expect(try await !keeper.verify(Password(other), against: hash), "\(other)")
        }
    }

    @Test func `a hash is Argon2id's with 19 MiB, two passes and one lane`() async throws {
        let text = try await keeper.hash(Password("correct horse battery staple")).text
        #expect(text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(text.count == 97)
    }

    @Test func `two hashes of one password differ`() async throws {
        let password = try Password("correct horse battery staple")
        #expect(try await keeper.hash(password) != keeper.hash(password))
    }

    /// Otherwise two keyboards would share a password, and a database's collation could too.
    @Test func `two spellings of one look are two passwords`() async throws {
        let hash = try await keeper.hash(Password("caf\u{E9} au lait noir"))
        #expect(try await keeper.verify(Password("caf\u{E9} au lait noir"), against: hash))
        #expect(try await !keeper.verify(Password("cafe\u{301} au lait noir"), against: hash))
    }

    @Test func `nothing after a NUL is lost`() async throws {
        let hash = try await keeper.hash(Password("twelve signs\u{0}one"))
        #expect(try await keeper.verify(Password("twelve signs\u{0}one"), against: hash))
        #expect(try await !keeper.verify(Password("twelve signs\u{0}two"), against: hash))
        #expect(try await !keeper.verify(Password("twelve signs"), against: hash))
    }

    @Test func `what another implementation hashed is verified`() async throws {
        let pairs = try Fixture.read("passwords", as: [Pair].self)
        #expect(pairs.count == 7)
        for pair in pairs {
            let hash = try #require(PasswordHash(pair.hash))
            #expect(try await keeper.verify(Password(pair.password), against: hash), "\(pair.password)")
            #expect(
                try await !keeper.verify(Password("x" + pair.password.dropFirst()), against: hash),
                "\(pair.password)"
            )
            #expect(!keeper.needsRehash(hash))
        }
    }

    /// The same hashes are shown to the other implementation by `test_credentials_elsewhere.py`.
    @Test func `what we hashed earlier is verified`() async throws {
        let pairs = try Fixture.read("ours_passwords", as: [Pair].self)
        for pair in pairs {
            let hash = try #require(PasswordHash(pair.hash))
            #expect(try await keeper.verify(Password(pair.password), against: hash), "\(pair.password)")
        }
    }

    @Test(arguments: [
        ("m=19456,t=2,p=1", false), ("m=19456,t=1,p=1", true), ("m=12288,t=2,p=1", true),
        ("m=65536,t=3,p=1", true),
    ])
    func `a hash of another cost is to be made anew`(cost: String, isDue: Bool) throws {
        let salt = String(repeating: "A", count: 22)
        let hash = try #require(
            PasswordHash("$argon2id$v=19$\(cost)$\(salt)$\(String(repeating: "A", count: 43))")
        )
        #expect(keeper.needsRehash(hash) == isDue)
    }

    @Test(arguments: [
        "", "password", "$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA", "$argon2id$v=16$m=19456,t=2,p=1$AAAA$AAAA",
        "$argon2id$v=19$m=19456,t=2,p=1$AAAA", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA$", "$2b$10$abc",
        " $argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA",
        "$argon2id$v=19$m=19456,t=2,p=1$AAAA$" + String(repeating: "A", count: 200),
    ])
    func `what is no such hash is not read`(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test func `a hash prints as redacted`() async throws {
        let hash = try await keeper.hash(Password("correct horse battery staple"))
        #expect(["\(hash)", String(reflecting: hash)] == ["<redacted>", "<redacted>"])
    }
}

struct PasswordKeeperWorkTests {
    private final class Count: Sendable {
        let value = Atomic(0)
    }

    @Test func `an account that does not exist costs the work of one that does`() async throws {
        let count = Count()
        let keeper = PasswordKeeper { count.value.add(1, ordering: .relaxed) }
        let password = try Password("correct horse battery staple")
        let hash = try await keeper.hash(password)
        #expect(count.value.exchange(0, ordering: .relaxed) == 1)
        _ = try await keeper.verify(password, against: hash)
        #expect(count.value.exchange(0, ordering: .relaxed) == 1)
        _ = try await keeper.verify(Password("wrong"), against: hash)
        #expect(count.value.exchange(0, ordering: .relaxed) == 1)
        try await keeper.verifyNobody(password)
        #expect(count.value.exchange(0, ordering: .relaxed) == 1)
    }

    /// By the clock, so where nothing else runs; by the work it costs, the test above tells always.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["NBP_PROVE"] != nil))
    func `an account that does not exist costs the time of one that does`() async throws {
        let (keeper, clock) = (PasswordKeeper(), ContinuousClock())
        let password = try Password("correct horse battery staple")
        let hash = try await keeper.hash(password)
        var (known, nobody): ([Duration], [Duration]) = ([], [])
        for _ in 0..<9 {
            known.append(try await clock.measure { _ = try await keeper.verify(password, against: hash) })
            nobody.append(try await clock.measure { try await keeper.verifyNobody(password) })
        }
        // A hash that is not computed takes microseconds; anything near the other's time will do on a busy machine.
        let ratio = nobody.sorted()[0] / known.sorted()[0]
        #expect((0.5...2).contains(ratio))
    }

    @Test func `work beyond the queue is refused, and the next one is not`() async throws {
        let (started, door) = (Count(), DispatchSemaphore(value: 0))
        let keeper = PasswordKeeper(threads: 1, longestQueue: 2) {
            started.value.add(1, ordering: .relaxed)
            door.wait()
            door.signal()
        }
        let password = try Password("correct horse battery staple")
        let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<5 {
                group.addTask { try await Self.isTaken(password, by: keeper) }
            }
            // Two are refused at once, while the first holds the only thread.
            var outcomes: [Bool] = []
            while outcomes.count < 2, let outcome = try await group.next() {
                outcomes.append(outcome)
            }
            #expect(started.value.load(ordering: .relaxed) <= 1)
            door.signal()
            for try await outcome in group {
                outcomes.append(outcome)
            }
            return outcomes
        }
        #expect(outcomes == [false, false, true, true, true])
        #expect(try await Self.isTaken(password, by: keeper))
    }

    private static func isTaken(_ password: Password, by keeper: PasswordKeeper) async throws -> Bool {
        do {
            try await keeper.verifyNobody(password)
            return true
        } catch let problem as Problem where problem.code == .tooBusy {
            return false
        }
    }
}
