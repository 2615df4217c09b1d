import CSodium
import Kernel
import NIOPosix
import Synchronization

/// Turns passwords into hashes and compares the two, by Argon2id, on threads of its own.
///
/// Each piece of work takes 19 MiB and tens of milliseconds of a core, so their number at a time is bounded, and so is
/// the queue. Make one and share it: its threads end with it. Cancelling the calling task removes work that has not begun.
package final class PasswordKeeper: Sendable {
    /// Argon2id's passes over its memory (OWASP's choice of 19 MiB and two).
    package static let passes: UInt64 = 2
    /// Argon2id's memory, in bytes.
    package static let memory = 19_922_944

    private let threads: NIOThreadPool
    private let mostPending: Int
    private let onWork: @Sendable () -> Void
    private let pending = Atomic(0)

    /// - Parameters:
    ///   - threads: how many passwords are worked on at the same time
    ///   - longestQueue: how many more may wait; past that one is refused
    ///   - onWork: told of each run of Argon2id, on the thread that runs it
    package init(threads: Int = 2, longestQueue: Int = 64, onWork: @escaping @Sendable () -> Void = {}) {
        self.threads = NIOThreadPool(numberOfThreads: threads)
        self.onWork = onWork
        mostPending = threads + longestQueue
        self.threads.start()
    }

    deinit {
        threads.shutdownGracefully { _ in }
    }

    /// The hash to store, with a fresh salt.
    /// - Throws: `Problem` `too_busy`, or `CancellationError`.
    package func hash(_ password: Password) async throws -> PasswordHash {
        try await run { try Argon2id.hash(password) }
    }

    /// Whether this is the password of the hash.
    /// - Throws: `Problem` `too_busy`, or `CancellationError`.
    package func verify(_ password: Password, against hash: PasswordHash) async throws -> Bool {
        try await run { Argon2id.isHash(hash, of: password) }
    }

    /// Does the work of `verify` for an account that does not exist, so that its time tells nobody that it does not.
    /// - Throws: `Problem` `too_busy`, or `CancellationError`.
    package func verifyNobody(_ password: Password) async throws {
        _ = try await verify(password, against: .nobody)
    }

    /// Whether the hash was made at another cost than today's, and a sign-in should replace it.
    package func needsRehash(_ hash: PasswordHash) -> Bool {
        Argon2id.isOfOtherCost(hash)
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        defer { pending.subtract(1, ordering: .relaxed) }
        guard pending.add(1, ordering: .relaxed).newValue <= mostPending else { throw Problem(.tooBusy) }
        return try await threads.runIfActive { [onWork] in
            onWork()
            return try work()
        }
    }
}

/// libsodium's Argon2id at our cost.
///
/// Every call but the last blocks for tens of milliseconds.
private enum Argon2id {
    /// Starts the library, which chooses its code for this processor then.
    private static let isReady = sodium_init() >= 0

    static func hash(_ password: Password) throws -> PasswordHash {
        guard isReady else { throw Problem(.internalError) }
        let typed = Array(password.text.utf8CString)
        var result = [CChar](repeating: 0, count: crypto_pwhash_strbytes())
        let status = crypto_pwhash_str(
            &result,
            typed,
            UInt64(typed.count - 1),
            PasswordKeeper.passes,
            PasswordKeeper.memory
        )
        // It fails for want of memory alone.
        let text = result.prefix { $0 != 0 }.map { UInt8(truncatingIfNeeded: $0) }
        guard status == 0, let hash = PasswordHash(String(decoding: text, as: UTF8.self)) else {
            throw Problem(.tooBusy)
        }
        return hash
    }

    static func isHash(_ hash: PasswordHash, of password: Password) -> Bool {
        let typed = Array(password.text.utf8CString)
        return isReady && crypto_pwhash_str_verify(hash.text, typed, UInt64(typed.count - 1)) == 0
    }

    static func isOfOtherCost(_ hash: PasswordHash) -> Bool {
        crypto_pwhash_str_needs_rehash(hash.text, PasswordKeeper.passes, PasswordKeeper.memory) != 0
    }
}
