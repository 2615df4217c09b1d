import Kernel
import Synchronization

/// Bounds what strangers can invent: in an hour only so many referrers and versions of browsers are told apart.
///
/// Each that is would be a row for as long as counts are kept. The rest is counted under a closed word. It remembers in memory
/// alone: a restart allows as many again.
final class HourWords: Sendable {
    /// Of each kind.
    static let most = 50
    static let otherReferrer = "other"
    /// As of a browser that does not say its version.
    static let otherMajor = 0

    private struct Told {
        var hour = Timestamp(milliseconds: 0)
        var referrers: Set<String> = []
        var browsers: Set<String> = []

        mutating func turn(to hour: Timestamp) {
            if self.hour != hour { self = Told(hour: hour) }
        }
    }

    private let told = Mutex(Told())

    /// Under which referrer a use is counted; empty for none.
    func referrer(_ origin: ReferrerOrigin?, in hour: Timestamp) -> String {
        guard let origin else { return "" }
        return told.withLock { told in
            told.turn(to: hour)
            return told.referrers.tells(origin.text) ? origin.text : Self.otherReferrer
        }
    }

    /// Under which version of its browser a use is counted.
    func major(of client: ClientSketch, in hour: Timestamp) -> Int {
        guard client.major != Self.otherMajor else { return client.major }
        return told.withLock { told in
            told.turn(to: hour)
            return told.browsers.tells("\(client.family) \(client.major)") ? client.major : Self.otherMajor
        }
    }
}

extension Set<String> {
    /// Whether a word is told apart from others.
    fileprivate mutating func tells(_ word: String) -> Bool {
        guard !contains(word) else { return true }
        guard count < HourWords.most else { return false }
        insert(word)
        return true
    }
}
