/// A metric with all its series.
struct MetricFamily {
    let kind: MetricKind
    /// The name that the code gave it.
    let label: String
    var series: [[SeriesLabel]: any Series] = [:]
}

/// The metrics by their exposed names.
struct MetricFamilies {
    private(set) var byName: [String: MetricFamily] = [:]
    /// How many series there are in all.
    private(set) var count = 0

    /// Adds a series that is not there yet.
    mutating func insert(
        _ series: any Series,
        _ kind: MetricKind,
        _ label: String,
        _ labels: [SeriesLabel]
    ) {
        byName[kind.exposedName(of: label), default: MetricFamily(kind: kind, label: label)].series[labels] =
            series
        count += 1
    }

    mutating func remove(_ handler: AnyObject) {
        for (name, family) in byName {
            guard let labels = family.series.first(where: { $0.value === handler })?.key else { continue }
            byName[name]?.series[labels] = nil
            if byName[name]?.series.isEmpty == true { byName[name] = nil }
            count -= 1
            return
        }
    }
}
