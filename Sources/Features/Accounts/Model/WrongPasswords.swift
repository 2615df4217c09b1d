import FoundationEssentials
import Kernel
import Synchronization

/// How many wrong passwords were tried since the last right one, by address, whether it has an account or not.
///
/// It lives in memory: a row for a known address alone would tell by its time that the address is known.
final class WrongPasswords: Sendable {
    /// From here on the right one that follows is told to its person.
    static let suspicious = 5
    /// Older tries are forgotten.
    static let memory: Duration = .hours(24)
    /// Addresses remembered at once; past it all are forgotten.
    private static let limit = 10_000

    private struct Tries {
        var count = 0
        var since: Timestamp
    }

    private let tries = Mutex<[Data: Tries]>([:])

    func count(_ address: Data, at now: Timestamp) {
        tries.withLock { all in
            if all.count >= Self.limit, all[address] == nil { all = [:] }
            let earlier = all[address].flatMap { $0.since + Self.memory > now ? $0 : nil }
            var counted = earlier ?? Tries(since: now)
            counted.count += 1
            all[address] = counted
        }
    }

    func number(of address: Data, at now: Timestamp) -> Int {
        tries.withLock { all in
            all[address].map { $0.since + Self.memory > now ? $0.count : 0 } ?? 0
        }
    }

    func forget(_ address: Data) {
        tries.withLock { $0[address] = nil }
    }
}
