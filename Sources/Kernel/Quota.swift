/// A limit on how often something may be asked for, and where somebody stands with it.
package struct Quota: Hashable, Sendable {
    /// What is counted, which decides how a refusal is worded.
    package enum Unit: Sendable {
        case images
        /// Of files that are brought.
        case uploads
        case batches
        case requests
    }

    /// The stable name: letters, digits and `_`.
    package let name: String
    package let unit: Unit
    /// How many in a window.
    package let limit: Int
    /// In seconds.
    package let window: Int
    /// How many are left.
    package let remaining: Int
    /// In seconds, until more than `remaining` are left.
    package let wait: Int

    package init(
        _ name: String,
        _ unit: Unit,
        limit: Int,
        window: Int,
        remaining: Int,
        wait: Int
    ) {
        self.name = name
        self.unit = unit
        self.limit = limit
        self.window = window
        self.remaining = remaining
        self.wait = wait
    }

    /// Of pictures a day, which begins anew at 00:00 UTC.
    package static func images(
        _ name: String,
        aDay limit: Int,
        left: Int,
        at now: Timestamp
    ) -> Quota {
        aDay(name, .images, limit: limit, left: left, at: now)
    }

    /// Of anything a day.
    package static func aDay(
        _ name: String,
        _ unit: Unit,
        limit: Int,
        left: Int,
        at now: Timestamp
    ) -> Quota {
        let day = Duration.days(1).wholeMilliseconds
        let untilMidnight = day - now.milliseconds % day
        return Quota(
            name,
            unit,
            limit: limit,
            window: Int(day / 1_000),
            remaining: left,
            wait: Int((untilMidnight + 999) / 1_000)
        )
    }
}
