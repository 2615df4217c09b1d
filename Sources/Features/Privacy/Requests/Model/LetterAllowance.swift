import FoundationEssentials
import Kernel
import Synchronization

/// Bounds how many letters an address gets in a day about requests that nobody has verified, for anybody can name any address.
///
/// It counts in memory, by the address's keyed hash, closed requests too, and forgets with the process.
final class LetterAllowance: Sendable {
    /// Addresses counted at once; past it all are forgotten, for memory is bounded.
    private static let mostAddresses = 100_000

    private let sent = Mutex<[Data: [Timestamp]]>([:])

    /// Counts one letter.
    /// - Returns: whether it may be sent; else nothing was counted.
    func spend(on address: Data, at now: Timestamp) -> Bool {
        let since = now - .days(1)
        return sent.withLock { sent in
            if sent[address] == nil, sent.count >= Self.mostAddresses { sent = [:] }
            let recent = (sent[address] ?? []).filter { since < $0 && $0 <= now }
            guard recent.count < RequestDesk.acknowledgementsPerDay else { return false }
            sent[address] = recent + [now]
            return true
        }
    }
}
