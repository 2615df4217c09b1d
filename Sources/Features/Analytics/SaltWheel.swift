import Crypto
import FoundationEssentials
import Kernel
import Synchronization

/// What stands for one client on one day: useless without that day's salt, which is gone the day after.
struct DayPseudonym: Hashable, Sendable {
    static let length = 8

    let bytes: Data
}

/// The salt of the day: random, in memory alone, replaced at 00:00 UTC and lost with the process.
///
/// Nothing stored allows to compute a pseudonym again: not the configuration, and no key of the installation. That a
/// restart loses the salt, and counts a client twice, is accepted.
final class SaltWheel: Sendable {
    private struct Spoke {
        var day: Int
        // It overwrites its bytes when it goes.
        var salt: SymmetricKey
    }

    private static let length = 32

    private let randomness: Randomness
    private let spoke: Mutex<Spoke>

    init(_ randomness: Randomness, day: Int) {
        self.randomness = randomness
        spoke = Mutex(Spoke(day: day, salt: Self.salt(randomness)))
    }

    /// Replaces the salt of another day, whichever way the clock went.
    func turn(to day: Int) {
        spoke.withLock { spoke in
            guard spoke.day != day else { return }
            spoke = Spoke(day: day, salt: Self.salt(randomness))
        }
    }

    /// HMAC-SHA256 of day, network, family and site under the salt, cut.
    func pseudonym(
        of network: CutAddress?,
        _ family: String,
        at site: String,
        on day: Int
    ) -> DayPseudonym {
        turn(to: day)
        let text = Data("\(day)\0\(network.map { "\($0)" } ?? "")\0\(family)\0\(site)".utf8)
        let code = spoke.withLock { HMAC<SHA256>.authenticationCode(for: text, using: $0.salt) }
        return DayPseudonym(bytes: Data(code.prefix(DayPseudonym.length)))
    }

    private static func salt(_ randomness: Randomness) -> SymmetricKey {
        var bytes = randomness.bytes(length)
        defer { for place in bytes.indices { bytes[place] = 0 } }
        return SymmetricKey(data: bytes)
    }
}
