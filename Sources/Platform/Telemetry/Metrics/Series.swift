/// One line of numbers in time: a metric with certain labels.
protocol Series: AnyObject, Sendable {
    /// What the series says now, as lines without the metric's name.
    func samples() -> [Sample]
}

/// One line of the exposition.
struct Sample {
    /// What follows the metric's name: `_bucket`, `_sum`, `_count` or nothing.
    var suffix = ""
    /// A bucket's upper bound.
    var bound: Double?
    let value: Double
}

/// A label with its value, both as they are exposed.
struct SeriesLabel: Hashable, Comparable {
    let name: String
    let value: String

    static func < (left: SeriesLabel, right: SeriesLabel) -> Bool {
        (left.name, left.value) < (right.name, right.value)
    }
}
