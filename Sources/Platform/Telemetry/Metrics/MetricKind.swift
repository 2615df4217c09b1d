/// What a metric measures, and so how it is exposed.
enum MetricKind {
    case counter
    case gauge
    /// Durations, in seconds.
    case timer
    /// Values in a unit of their own.
    case recorder

    /// The word after `# TYPE`.
    var type: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .timer, .recorder: "histogram"
        }
    }

    /// The name that Prometheus sees: `http.server.request.duration` is `http_server_request_duration_seconds`.
    func exposedName(of label: String) -> String {
        let name = label.metricName
        return switch self {
        case .counter: name.ending(in: "_total")
        case .timer: name.ending(in: "_seconds")
        case .gauge, .recorder: name
        }
    }
}

extension String {
    /// The text with `_` for each character that a name may not have.
    var metricName: String {
        let name = String(unicodeScalars.map { $0.isMetricLetter ? Character($0) : "_" })
        return unicodeScalars.first.map { "0"..."9" ~= $0 } == false ? name : "_" + name
    }

    fileprivate func ending(in suffix: String) -> String {
        hasSuffix(suffix) ? self : self + suffix
    }
}

extension Unicode.Scalar {
    fileprivate var isMetricLetter: Bool {
        "a"..."z" ~= self || "A"..."Z" ~= self || "0"..."9" ~= self || self == "_"
    }
}
