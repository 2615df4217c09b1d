import Kernel
import Store

extension Analytics {
    /// The days that a report shows.
    package static let reportedDays = 30
    /// How many lines one list has at most.
    private static let longestList = 20

    /// The last thirty days, with small numbers hidden.
    package func report() async throws -> UsageReport {
        let today = clock.now().day
        let first = today - Self.reportedDays + 1
        return try await store.read { tx in
            let records = UsageRecords(tx)
            let (views, visitors) = (try records.views(since: first), try records.visitors(since: first))
            var shares: [UsageTrait: [UsageReport.Share]] = [:]
            for trait in UsageTrait.allCases {
                shares[trait] = try records.shares(trait, since: first, limit: Self.longestList)
                    .map { UsageReport.Share(name: $0.name, count: UsageFigure($0.count)) }
            }
            return UsageReport(
                days: (first...today).map { day in
                    UsageReport.Day(
                        start: Timestamp(milliseconds: Int64(day) * 86_400_000),
                        views: UsageFigure(views[day] ?? 0),
                        visitors: UsageFigure(visitors[day] ?? 0)
                    )
                },
                shares: shares
            )
        }
    }
}
