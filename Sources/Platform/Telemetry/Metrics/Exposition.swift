extension MetricsRegistry {
    /// The media type of `exposition()`.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Every metric and the process's own, in Prometheus' text format 0.0.4.
    package func exposition() -> String {
        var text = ""
        for (name, family) in snapshot {
            write(name, family.kind.type, MetricHelp.sentence(for: family.label), to: &text)
            for (labels, series) in family.series.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                for sample in series.samples() { write(sample, of: name, labels, to: &text) }
            }
        }
        for measure in ProcessMeasure.now() {
            write(measure.name, measure.type, measure.help, to: &text)
            write(Sample(value: measure.value), of: measure.name, [], to: &text)
        }
        return text
    }

    private func write(
        _ name: String,
        _ type: String,
        _ help: String,
        to text: inout String
    ) {
        text += "# HELP \(name) \(help.escapedHelp)\n# TYPE \(name) \(type)\n"
    }

    private func write(
        _ sample: Sample,
        of name: String,
        _ labels: [SeriesLabel],
        to text: inout String
    ) {
        let bound = sample.bound.map { [SeriesLabel(name: "le", value: $0.exposed)] } ?? []
        let pairs = (labels + bound).map { "\($0.name)=\"\($0.value.escapedLabel)\"" }
        let braced = pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
        text += "\(name)\(sample.suffix)\(braced) \(sample.value.exposed)\n"
    }
}

extension Double {
    /// `12`, `0.25`, `NaN`, `+Inf`, `-Inf`.
    fileprivate var exposed: String {
        if isNaN { return "NaN" }
        if isInfinite { return self > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: self).map(String.init) ?? description
    }
}

extension String {
    fileprivate var escapedHelp: String { escaping(["\\": #"\\"#, "\n": #"\n"#]) }

    fileprivate var escapedLabel: String { escaping(["\\": #"\\"#, "\n": #"\n"#, "\"": #"\""#]) }

    private func escaping(_ table: [Unicode.Scalar: String]) -> String {
        unicodeScalars.reduce(into: "") { text, scalar in
            if let escape = table[scalar] { text += escape } else { text.unicodeScalars.append(scalar) }
        }
    }
}
