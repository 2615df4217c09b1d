import Synchronization

/// Who was there today, by pseudonym, in memory alone; forgotten when the day ends.
final class DayVisitors: Sendable {
    private struct Today {
        var day = 0
        var seen: Set<DayPseudonym> = []
    }

    /// More than these are no longer told apart: the count of the day stays at it.
    private static let most = 200_000

    private let today = Mutex(Today())

    /// Whether it is somebody's first time on a day.
    func isNew(_ visitor: DayPseudonym, on day: Int) -> Bool {
        today.withLock { today in
            if today.day != day { today = Today(day: day) }
            guard today.seen.count < Self.most else { return false }
            return today.seen.insert(visitor).inserted
        }
    }

    func turn(to day: Int) {
        today.withLock { if $0.day != day { $0 = Today(day: day) } }
    }
}
