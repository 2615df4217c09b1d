package import Kernel
import Synchronization

/// Bounds what one network asks for without accounts in a day, since whoever drops the cookie is a new visitor each time.
///
/// It counts in memory by cut addresses and forgets them at the end of the day and of the process; nothing is written.
package final class NetworkAllowance: Sendable {
    /// How many visitors' quotas one network has: a school or an office is many people.
    private static let visitorsPerNetwork = 10
    /// Networks counted at once; past it all are forgotten, for memory is bounded and a quota is no matter of safety.
    private static let mostNetworks = 100_000

    private struct Day {
        var number: Int64 = 0
        var used: [CutAddress: Int] = [:]
    }

    private let limit: Int?
    private let unit: Quota.Unit
    private let clock: Clock
    private let day = Mutex(Day())

    /// Multiplies one visitor's quota; without a quota there is no bound.
    package init(
        perVisitor quota: Int?,
        of unit: Quota.Unit = .images,
        clock: Clock
    ) {
        limit = quota.map { $0 * Self.visitorsPerNetwork }
        self.unit = unit
        self.clock = clock
    }

    /// Counts pictures that somebody without an account asks for, or files that they bring.
    /// - Throws: `Problem` `quota-exceeded`; then nothing was counted.
    package func spend(_ count: Int, from network: CutAddress?) throws(Problem) {
        guard let limit, let network else { return }
        let now = clock.now()
        let today = now.milliseconds / Duration.days(1).wholeMilliseconds
        let used = day.withLock { day in
            if day.number != today || day.used.count >= Self.mostNetworks { day = Day(number: today) }
            let used = day.used[network, default: 0]
            if used + count <= limit { day.used[network] = used + count }
            return used
        }
        guard used + count <= limit else {
            let name = unit == .uploads ? "network_uploads" : "network_images"
            let quota = Quota.aDay(name, unit, limit: limit, left: limit - used, at: now)
            throw Problem(.quotaExceeded, ["limit": "\(limit)"], violating: [quota])
        }
    }
}
