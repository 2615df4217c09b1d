package import Kernel
import Synchronization

/// The last day of the process's numbers, a minute apart, in memory alone: a restart begins anew.
package final class MetricsHistory: Sendable {
    package static let interval: Duration = .seconds(60)
    /// A day and the minute before it.
    private static let limit = 24 * 60 + 1

    private let samples = Mutex<[MetricsSample]>([])

    package init() {}

    /// Adds what was counted until now; the oldest minute goes when there are too many.
    package func add(_ sample: MetricsSample) {
        var sample = sample
        samples.withLock { samples in
            // Minutes without a call share the numbers of the last one.
            if let last = samples.last, last.engines == sample.engines { sample.engines = last.engines }
            samples.append(sample)
            if samples.count > Self.limit { samples.removeFirst(samples.count - Self.limit) }
        }
    }

    /// The newest sample; nil before the first minute.
    package var latest: MetricsSample? { samples.withLock { $0.last } }

    /// What happened between two looks, over a span that ends now, in steps of a whole number of minutes.
    package func steps(over span: MetricsSpan, until now: Timestamp) -> [MetricsStep] {
        let all = samples.withLock { $0 }.filter { $0.at > now - span.length - span.step }
        let marks = Dictionary(grouping: all) { $0.at.milliseconds / span.step.wholeMilliseconds }
            .sorted { $0.key < $1.key }.compactMap(\.value.last)
        return zip(marks, marks.dropFirst()).map { MetricsStep(from: $0, to: $1, jobs: jobs(all, $0, $1)) }
    }

    /// What calls to engines elsewhere came to in a span that ends now, or since the start if that is shorter ago.
    package func engines(over span: MetricsSpan, until now: Timestamp) -> EngineNumbers {
        let samples = samples.withLock { $0 }
        guard let newest = samples.last else { return EngineNumbers() }
        let before = samples.last { $0.at <= now - span.length }
        return before.map { newest.engines - $0.engines } ?? newest.engines
    }

    private func jobs(
        _ samples: [MetricsSample],
        _ start: MetricsSample,
        _ end: MetricsSample
    ) -> Int {
        samples.filter { $0.at > start.at && $0.at <= end.at }.map(\.jobs).reduce(0, +)
    }
}

/// How far back one looks, and how finely.
package enum MetricsSpan: String, CaseIterable, Sendable {
    case hour
    case day

    package var length: Duration { self == .hour ? .hours(1) : .days(1) }

    var step: Duration { self == .hour ? MetricsHistory.interval : .seconds(15 * 60) }
}

/// What happened between two moments.
package struct MetricsStep: Sendable, Hashable {
    package let at: Timestamp
    /// By the first digit of their status.
    package let requests: [Int: Double]
    /// In seconds: at most as long as half, as 95 and as 99 of a hundred took; nil without a request.
    package let quantiles: [Double]?
    package let refusals: Double
    package let lostMails: Double
    package let memory: Double
    package let waiting: Int
    package let running: Int
    package let jobsAMinute: Double
    package let isAuditVerified: Bool?
    /// Of calls to engines elsewhere.
    package let engines: EngineNumbers
    package let callsWaiting: Double
    package let callsRunning: Double

    package static let ranks = [0.5, 0.95, 0.99]

    init(
        from start: MetricsSample,
        to end: MetricsSample,
        jobs: Int
    ) {
        at = end.at
        requests = end.requests.merging(start.requests) { max(0, $0 - $1) }.filter {
            end.requests[$0.key] != nil
        }
        let counts = zip(end.durations, start.durations).map { max(0, $0 - $1) }
        let found = Self.ranks.compactMap { HistogramBuckets.durations.quantile($0, of: counts) }
        quantiles = found.isEmpty ? nil : found
        refusals = max(0, end.refusals - start.refusals)
        lostMails = max(0, end.lostMails - start.lostMails)
        memory = end.memory
        waiting = end.waiting
        running = end.running
        isAuditVerified = end.isAuditVerified
        engines = end.engines - start.engines
        callsWaiting = end.callsWaiting
        callsRunning = end.callsRunning
        let minutes = max(1, Double((end.at - start.at).wholeMilliseconds) / 60_000)
        jobsAMinute = Double(jobs) / minutes
    }
}
