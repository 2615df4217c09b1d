import Metrics
import Synchronization

/// How many observations were at most as large as each bound, their number and their sum.
final class HistogramSeries: Series, RecorderHandler, TimerHandler {
    private struct Observed {
        /// By bucket, not yet summed up; the last one has no upper bound.
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let observed: Mutex<Observed>

    init(_ buckets: HistogramBuckets) {
        bounds = buckets.bounds
        observed = Mutex(Observed(counts: Array(repeating: 0, count: buckets.bounds.count + 1)))
    }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        observed.withLock {
            $0.counts[bucket] += 1
            $0.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func samples() -> [Sample] {
        let observed = observed.withLock { $0 }
        var total = 0
        let buckets = zip(bounds + [.infinity], observed.counts).map { bound, count in
            total += count
            return Sample(suffix: "_bucket", bound: bound, value: Double(total))
        }
        return buckets + [
            Sample(suffix: "_sum", value: observed.sum),
            Sample(suffix: "_count", value: Double(total)),
        ]
    }
}

/// The upper bounds of a histogram's buckets, in ascending order; the last bucket has none.
struct HistogramBuckets {
    let bounds: [Double]

    /// In seconds: from a cached page to a slow picture.
    static let durations = HistogramBuckets(
        bounds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
    )
    /// In seconds: from a server next door to the longest that a picture may take.
    static let calls = HistogramBuckets(
        bounds: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600]
    )
    /// Bytes, pixels, counts: powers of four up to 256 mebi.
    static let amounts = HistogramBuckets(bounds: (0...14).map { Double(1 << (2 * $0)) })

    /// Those of a timer, by the name that the code gave it.
    static func timer(_ label: String) -> HistogramBuckets {
        label == "engine.duration" ? calls : durations
    }

    /// At most as long as the share `rank` of all took, as if they lay evenly within a bucket; nil without any.
    ///
    /// `counts` says how many were at most as large as each bound, and at its end how many there were.
    func quantile(_ rank: Double, of counts: [Double]) -> Double? {
        guard let all = counts.last, all > 0 else { return nil }
        let sought = rank * all
        let place = counts.firstIndex { $0 >= sought } ?? counts.count - 1
        let below = place > 0 ? counts[place - 1] : 0
        let lower = place > 0 ? bounds[place - 1] : 0
        guard place < bounds.count, counts[place] > below else { return lower }
        return lower + (bounds[place] - lower) * (sought - below) / (counts[place] - below)
    }
}
