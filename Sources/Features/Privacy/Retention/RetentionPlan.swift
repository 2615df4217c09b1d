package import Kernel

/// Every rule by which something about people goes: derived from the inventory; the operator may shorten, never lengthen.
///
/// The sweeper, `/retention.json`, the data map and the policy's page read this one plan. A row goes whole, so the lines of one store
/// share a period, and shortening one shortens all of its store.
package struct RetentionPlan: Sendable {
    /// A table with the period that holds for it here.
    struct Kept: Sendable {
        let table: InventoryTable
        let keep: Retention
        let period: Period

        /// How much sooner than declared its rows go.
        var advance: Duration { keep.period.duration - period.duration }
    }

    package let rules: [RetentionRule]
    let tables: [Kept]

    /// - Parameters:
    ///   - tables: those of the main database, whose rows the sweeper deletes.
    ///   - others: tables elsewhere, which go with their person alone.
    ///   - files: every kind of file about people.
    ///   - shorter: what the operator wants.
    /// - Throws: `RetentionRefusal` for a period that the policy does not allow.
    package init(
        _ tables: [InventoryTable],
        others: [InventoryTable] = [],
        files: [InventoryFile] = [],
        shorter: [ShorterPeriod] = []
    ) throws(RetentionRefusal) {
        let wanted = try Self.check(shorter, against: tables, others, files)
        let kept = tables.compactMap { table in
            table.keep.map { Kept(table: table, keep: $0, period: wanted[table.name] ?? $0.period) }
        }
        let elsewhere = others.compactMap { table in
            table.keep.map { Kept(table: table, keep: $0, period: $0.period) }
        }
        self.tables = kept
        rules = (kept + elsewhere).flatMap(\.rules) + files.map(\.rule)
    }

    /// The shorter periods by store, the shortest of each.
    private static func check(
        _ shorter: [ShorterPeriod],
        against tables: [InventoryTable],
        _ others: [InventoryTable],
        _ files: [InventoryFile]
    ) throws(RetentionRefusal) -> [String: Period] {
        guard !shorter.isEmpty else { return [:] }
        let published = try RetentionPlan(tables, others: others, files: files)
        var wanted: [String: Period] = [:]
        for line in shorter {
            guard let rule = published.rules.first(where: { $0.id == line.rule }) else {
                throw .unknownRule(line.rule)
            }
            guard line.period.duration <= rule.period.duration else {
                throw .longer(rule: rule.id, wanted: line.period, published: rule.period)
            }
            guard published.tables.first(where: { $0.table.name == rule.store })?.keep.end.isMoment ?? false
            else {
                throw .fixed(rule: rule.id)
            }
            guard line.period.duration >= .days(1) else { throw .tooShort(rule: rule.id) }
            let earlier = wanted[rule.store] ?? line.period
            wanted[rule.store] = earlier.duration < line.period.duration ? earlier : line.period
        }
        return wanted
    }
}

extension RetentionPlan.Kept {
    /// One line for each category and purpose among the columns, in their order.
    fileprivate var rules: [RetentionRule] {
        var seen: Set<RetentionRule> = []
        return table.columns.compactMap { column in
            guard case .personal(let data) = column.content else { return nil }
            let rule = RetentionRule(table.name, data, period, keep.trigger)
            return seen.insert(rule).inserted ? rule : nil
        }
    }
}

extension InventoryFile {
    fileprivate var rule: RetentionRule { RetentionRule(folder, data, keep.period, keep.trigger) }
}

extension Retention.End {
    /// Whether a column alone says when a row is over.
    fileprivate var isMoment: Bool {
        switch self {
        case .at, .after, .subjectAt: true
        case .withSubject, .byFeature: false
        }
    }
}
