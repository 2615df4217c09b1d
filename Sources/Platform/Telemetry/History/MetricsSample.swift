package import Kernel

/// What the process had counted and measured at one moment.
package struct MetricsSample: Sendable, Hashable {
    package let at: Timestamp
    /// Requests answered since the start, by the first digit of their status.
    package var requests: [Int: Double] = [:]
    /// How many of them took at most as long as each bound of `MetricsSample.bounds`; the last counts all.
    package var durations: [Double] = []
    /// Refusals of the purpose gate since the start.
    package var refusals = 0.0
    /// Mails that came to a bad end since the start.
    package var lostMails = 0.0
    /// Resident, in bytes.
    package var memory = 0.0
    /// Whether the audit log was what it has to be; nil before it was looked at.
    package var isAuditVerified: Bool?
    /// What the database knew then.
    package var waiting = 0
    package var running = 0
    /// Jobs that ended in the minute before.
    package var jobs = 0
    /// Of calls to engines elsewhere since the start.
    package var engines = EngineNumbers()
    /// Pictures that waited for a server or key then, and calls that were under way.
    package var callsWaiting = 0.0
    package var callsRunning = 0.0

    package init(at moment: Timestamp) {
        at = moment
    }

    /// Upper bounds of durations, in seconds; the last has none.
    package static let bounds = HistogramBuckets.durations.bounds + [.infinity]
}

extension MetricsRegistry {
    /// The sums of what is kept now: of labels the status is read, and what tells calls to engines apart is kept.
    package func sample(at moment: Timestamp) -> MetricsSample {
        var sample = MetricsSample(at: moment)
        sample.durations = Array(repeating: 0, count: MetricsSample.bounds.count)
        for (name, family) in snapshot {
            for (labels, series) in family.series {
                sample.add(series.samples(), of: name, labels)
            }
        }
        sample.memory = ProcessMeasure.residentBytes() ?? 0
        return sample
    }
}

extension MetricsSample {
    fileprivate mutating func add(
        _ samples: [Sample],
        of name: String,
        _ labels: [SeriesLabel]
    ) {
        func label(_ name: String) -> String? { labels.first { $0.name == name }?.value }
        let value = samples.first?.value ?? 0
        switch name {
        case "hb_requests_total":
            let kind = label("http_response_status_code")?.first.flatMap { Int(String($0)) } ?? 0
            requests[kind, default: 0] += value
        case "http_server_request_duration_seconds":
            for (place, bucket) in samples.filter({ $0.bound != nil }).enumerated()
            where durations.indices.contains(place) {
                durations[place] += bucket.value
            }
        case "purpose_decisions_total" where label("outcome") != "allowed":
            refusals += value
        case "mail_outcomes_total" where label("outcome").map(Self.badEnds.contains) == true:
            lostMails += value
        case "audit_verified":
            isAuditVerified = value == 1
        case "engine_waiting":
            callsWaiting += value
        case "engine_running":
            callsRunning += value
        default:
            engines.add(samples, of: name, labels)
        }
    }

    private static let badEnds: Set<String> = ["refused", "expired", "unreadable"]
}
