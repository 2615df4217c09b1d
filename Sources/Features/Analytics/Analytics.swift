package import Kernel
package import Store

/// How the product is used, in counts that name nobody: of our own, without cookies, and only with leave.
///
/// What is stored is a table of counts by hour and closed words. A day's visitors are told apart by pseudonyms that are
/// stored nowhere, under a salt that lives in memory for at most a day.
package struct Analytics: Sendable {
    let store: any Store
    let leave: any UsageLeave
    let wheel: SaltWheel
    let visitors: DayVisitors
    let words: HourWords
    let site: String
    let clock: Clock

    /// The day's salts come from `salts`; `site` tells this site's pseudonyms from another's.
    package init(
        store: any Store,
        leave: any UsageLeave,
        salts: Randomness,
        site: String,
        clock: Clock
    ) {
        self.store = store
        self.leave = leave
        self.site = site
        self.clock = clock
        wheel = SaltWheel(salts, day: clock.now().day)
        visitors = DayVisitors()
        words = HourWords()
    }

    /// Whether the use of whoever asks may be counted now.
    package func mayCount(_ asker: UsageAsker) async -> Bool {
        await leave.allows(asker)
    }
}

extension Timestamp {
    /// Days since the first of 1970, which begin at 00:00 UTC.
    var day: Int { Int((Double(milliseconds) / 86_400_000).rounded(.down)) }

    /// Without minutes, seconds and less.
    var hour: Timestamp { Timestamp(milliseconds: milliseconds - (milliseconds % 3_600_000)) }
}
