import Kernel
import Store

/// The SQL of `analytics_use` and `analytics_day`.
struct UsageRecords {
    private static let millisecondsInDay = 86_400_000

    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// `referrer` and `major` are what the hour tells apart of those that the client says.
    func add(_ sighting: UsageSighting, from referrer: String, major: Int, at hour: Timestamp) throws {
        let (event, client) = (sighting.event, sighting.client)
        try tx.run(
            """
            INSERT INTO analytics_use (hour, feature, action, page, language, device, browser, browser_major, referrer,
                uses)
            VALUES (\(hour), \(event.feature), \(event.action), \(sighting.page), \(sighting.language.rawValue),
                \(client.device.rawValue), \(client.family), \(major), \(referrer), 1)
            ON CONFLICT (hour, feature, action, page, language, device, browser, browser_major, referrer)
            DO UPDATE SET uses = analytics_use.uses + 1
            """
        )
    }

    func addVisitor(on day: Int) throws {
        try tx.run(
            """
            INSERT INTO analytics_day (day, visitors) VALUES (\(Self.start(of: day)), 1)
            ON CONFLICT (day) DO UPDATE SET visitors = analytics_day.visitors + 1
            """
        )
    }

    /// Page views by day; robots' are left out.
    func views(since first: Int) throws -> [Int: Int] {
        let rows = try tx.all(
            """
            SELECT hour / \(Self.millisecondsInDay) AS day, sum(uses) AS number FROM analytics_use
            WHERE hour >= \(Self.start(of: first)) AND \(Self.isView) AND device <> 'robot'
            GROUP BY hour / \(Self.millisecondsInDay)
            """
        ) { row in (try row.get("day") as Int, try row.get("number") as Int) }
        return Dictionary(rows) { first, _ in first }
    }

    func visitors(since first: Int) throws -> [Int: Int] {
        let rows = try tx.all(
            """
            SELECT day / \(Self.millisecondsInDay) AS day, visitors FROM analytics_day
            WHERE day >= \(Self.start(of: first))
            """
        ) { row in (try row.get("day") as Int, try row.get("visitors") as Int) }
        return Dictionary(rows) { first, _ in first }
    }

    /// The most frequent values of one trait.
    func shares(_ trait: UsageTrait, since first: Int, limit: Int) throws -> [(name: String, count: Int)] {
        let kept: SQL = trait == .event ? "1 = 1" : Self.isView
        return try tx.all(
            """
            SELECT \(trait.column) AS name, sum(uses) AS number FROM analytics_use
            WHERE hour >= \(Self.start(of: first)) AND \(kept) AND \(trait.column) <> ''
            GROUP BY \(trait.column) ORDER BY number DESC, name LIMIT \(limit)
            """
        ) { row in (try row.get("name"), try row.get("number")) }
    }

    private static let isView: SQL = "feature = 'page' AND action = 'viewed'"

    private static func start(of day: Int) -> Timestamp {
        Timestamp(milliseconds: Int64(day * millisecondsInDay))
    }
}

extension UsageTrait {
    fileprivate var column: SQL {
        switch self {
        case .event: "feature || '.' || action"
        case .page: "page"
        case .language: "language"
        case .device: "device"
        case .browser: "browser"
        case .referrer: "referrer"
        }
    }
}
