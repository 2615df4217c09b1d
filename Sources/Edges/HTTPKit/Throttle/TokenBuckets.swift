import Kernel

/// The buckets of one policy, by keyed hashes of whom they belong to.
///
/// A bucket is one number: the moment at which it will be full again (the generic cell rate algorithm). A full bucket is worth
/// nothing and is not kept. A bucket that is not full is never thrown away to make room: an attacker who fills the table with
/// names gains no new try on any of them, and what has no room is reported as such.
struct TokenBuckets {
    struct Key: Hashable {
        let high: UInt64
        let low: UInt64
    }

    /// What a bucket says about one more request.
    struct Level {
        /// After that request.
        let remaining: Int
        /// In microseconds, until more is left.
        let wait: Int64
        let isEnough: Bool
        /// Whether anybody has asked before, not long ago.
        let isTouched: Bool
    }

    /// Between two searches for full buckets, in microseconds: seldom when there is room, at most once a second when not.
    private static let usualPause: Int64 = 30_000_000
    private static let shortPause: Int64 = 1_000_000

    let capacity: Int
    private var fullAt: [Key: Int64] = [:]
    private var nextSweep: Int64 = 0
    private var latest: Int64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { fullAt.count }

    /// Goes along with a clock that was set back: what is owed is given back in the same time as before, not later by the jump.
    mutating func follow(_ now: Int64) {
        let jump = latest - now
        guard jump > 0 else {
            latest = now
            return
        }
        fullAt = fullAt.mapValues { $0 - jump }
        nextSweep -= jump
        latest = now
    }

    /// Whether this bucket can be charged.
    mutating func hasRoom(for key: Key, at now: Int64) -> Bool {
        if fullAt[key] != nil || fullAt.count < capacity { return true }
        sweep(at: now, pause: Self.shortPause)
        return fullAt.count < capacity
    }

    func level(of key: Key, _ limit: ThrottlePolicy.Limit, at now: Int64) -> Level {
        let (interval, depth) = (limit.interval, limit.interval * Int64(limit.quota))
        let owed = max(0, (fullAt[key] ?? now) - now)
        let after = owed + interval
        guard after <= depth else {
            return Level(remaining: 0, wait: after - depth, isEnough: false, isTouched: true)
        }
        let remaining = (depth - after) / interval
        let wait = after - (depth - (remaining + 1) * interval)
        return Level(remaining: Int(remaining), wait: wait, isEnough: true, isTouched: owed > 0)
    }

    mutating func charge(_ key: Key, _ limit: ThrottlePolicy.Limit, at now: Int64) {
        fullAt[key] = max(now, fullAt[key] ?? now) + limit.interval
        sweep(at: now, pause: Self.usualPause)
    }

    private mutating func sweep(at now: Int64, pause: Int64) {
        guard now >= nextSweep else { return }
        fullAt = fullAt.filter { $0.value > now }
        nextSweep = now + pause
    }
}
