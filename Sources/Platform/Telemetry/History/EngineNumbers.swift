/// Calls to engines elsewhere as the metrics count them: what came of them, how long pictures took, what was used.
///
/// Sums since the start of the process, or the difference of two of them. Names are those of the settings and the
/// registry, outcomes and units words of ours.
package struct EngineNumbers: Hashable, Sendable {
    /// An engine with one of its models.
    package struct Maker: Hashable, Sendable {
        package let engine: String
        package let model: String

        package init(engine: String, model: String) {
            self.engine = engine
            self.model = model
        }
    }

    /// Calls that are counted as one.
    package struct Call: Hashable, Sendable {
        package let maker: Maker
        package let lane: String
        package let outcome: String

        package init(_ maker: Maker, lane: String, outcome: String) {
            self.maker = maker
            self.lane = lane
            self.outcome = outcome
        }
    }

    /// Something that providers charge by.
    package struct Use: Hashable, Sendable {
        package let maker: Maker
        package let unit: String

        package init(_ maker: Maker, unit: String) {
            self.maker = maker
            self.unit = unit
        }
    }

    package var calls: [Call: Double] = [:]
    package var used: [Use: Double] = [:]
    /// How many pictures took at most as long as each bound of `EngineNumbers.bounds`; the last counts all.
    package var durations: [Maker: [Double]] = [:]

    package init() {}

    /// Upper bounds of durations, in seconds; the last has none.
    package static let bounds = HistogramBuckets.calls.bounds + [.infinity]

    /// Whoever was asked, in the order of their names.
    package var makers: [Maker] {
        Set(calls.keys.map(\.maker)).sorted { ($0.engine, $0.model) < ($1.engine, $1.model) }
    }

    /// How many calls there were of those that are meant.
    package func count(_ isMeant: (Call) -> Bool) -> Int {
        Int(calls.filter { isMeant($0.key) }.values.reduce(0, +).rounded())
    }

    /// How much was used of what is meant.
    package func amount(_ isMeant: (Use) -> Bool) -> Int {
        Int(used.filter { isMeant($0.key) }.values.reduce(0, +).rounded())
    }

    /// In seconds: at most as long as the share `rank` of all pictures of those who are meant took; nil without any.
    package func quantile(_ rank: Double, of isMeant: (Maker) -> Bool) -> Double? {
        let sums = durations.filter { isMeant($0.key) }.values.reduce([Double]()) { sums, counts in
            sums.isEmpty ? counts : zip(sums, counts).map(+)
        }
        return HistogramBuckets.calls.quantile(rank, of: sums)
    }

    /// What was added between two moments.
    static func - (end: EngineNumbers, start: EngineNumbers) -> EngineNumbers {
        var added = EngineNumbers()
        added.calls = end.calls.less(start.calls)
        added.used = end.used.less(start.used)
        added.durations = end.durations.merging(start.durations) { zip($0, $1).map { max(0, $0 - $1) } }
        return added
    }

    /// Adds a series of the registry, if it is one of those that are kept.
    mutating func add(_ samples: [Sample], of name: String, _ labels: [SeriesLabel]) {
        func label(_ name: String) -> String { labels.first { $0.name == name }?.value ?? "" }
        let maker = Maker(engine: label("engine"), model: label("model"))
        let value = samples.first?.value ?? 0
        switch name {
        case "engine_calls_total":
            calls[Call(maker, lane: label("lane"), outcome: label("outcome")), default: 0] += value
        case "engine_used_total":
            used[Use(maker, unit: label("unit")), default: 0] += value
        case "engine_duration_seconds" where label("class") == "made":
            durations[maker] = samples.filter { $0.bound != nil }.map(\.value)
        default:
            break
        }
    }
}

extension Dictionary where Value == Double {
    /// What each has more than before; what has nothing more is left out.
    fileprivate func less(_ earlier: Self) -> Self {
        var more: Self = [:]
        for (key, value) in self where value > earlier[key] ?? 0 { more[key] = value - (earlier[key] ?? 0) }
        return more
    }
}
