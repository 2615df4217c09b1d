/// A strict reader of Prometheus' text format 0.0.4, written from its description and from nothing of ours.
///
/// It demands more than a scraper: HELP and TYPE before each metric, each once, all lines of a metric together, no series
/// twice, histograms whole and cumulative.
struct ExpositionParser {
    struct Metric {
        let help: String
        let type: String
        var samples: [Sample] = []
    }

    struct Sample: Hashable {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    struct Malformed: Error, CustomStringConvertible {
        let description: String

        init(_ what: String, _ line: some StringProtocol) { description = "\(what): \(line)" }
    }

    private(set) var metrics: [String: Metric] = [:]
    private var current: String?
    private var help: (name: String, text: String)?

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw Malformed("no line feed at the end", text.suffix(40)) }
        for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# HELP ") {
                try readHelp(line)
            } else if line.hasPrefix("# TYPE ") {
                try readType(line)
            } else {
                try readSample(line)
            }
        }
        for (name, metric) in metrics {
            guard !metric.samples.isEmpty else { throw Malformed("no sample", name) }
            if metric.type == "histogram" { try check(name, metric) }
        }
    }

    private mutating func readHelp(_ line: Substring) throws {
        let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count == 4, Self.isName(words[2]), help == nil else { throw Malformed("bad HELP", line) }
        help = (String(words[2]), try Self.unescaped(words[3], quotes: false))
    }

    private mutating func readType(_ line: Substring) throws {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 4, let help, help.name == words[2], metrics[words[2]] == nil,
            ["counter", "gauge", "histogram"].contains(words[3])
        else { throw Malformed("bad TYPE", line) }
        metrics[words[2]] = Metric(help: help.text, type: words[3])
        (current, self.help) = (words[2], nil)
    }

    private mutating func readSample(_ line: Substring) throws {
        guard let current, help == nil, let metric = metrics[current] else {
            throw Malformed("no TYPE before", line)
        }
        let name = line.prefix { $0 != "{" && $0 != " " }
        let suffixes = metric.type == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
        guard suffixes.contains(where: { name == current + $0 }) else {
            throw Malformed("foreign sample", line)
        }
        var rest = line[name.endIndex...]
        let labels = rest.first == "{" ? try Self.labels(&rest) : [:]
        guard rest.first == " ", let value = Self.number(rest.dropFirst()) else {
            throw Malformed("bad value", line)
        }
        let sample = Sample(name: String(name), labels: labels, value: value)
        let isTwice = metric.samples.contains { $0.name == sample.name && $0.labels == labels }
        guard !isTwice else { throw Malformed("series twice", line) }
        metrics[current]?.samples.append(sample)
    }

    /// Reads `{name="value",…}` off the front.
    private static func labels(_ rest: inout Substring) throws -> [String: String] {
        let line = rest
        var labels: [String: String] = [:]
        repeat {
            rest.removeFirst()
            let name = rest.prefix { $0 != "=" }
            rest = rest[name.endIndex...].dropFirst()
            guard isName(name), !name.contains(":"), rest.first == "\"", labels[String(name)] == nil else {
                throw Malformed("bad label", line)
            }
            labels[String(name)] = try quoted(&rest)
        } while rest.first == ","
        guard rest.first == "}" else { throw Malformed("labels do not end", line) }
        rest.removeFirst()
        return labels
    }

    private static func quoted(_ rest: inout Substring) throws -> String {
        let line = rest
        rest.removeFirst()
        var raw = ""
        while let character = rest.popFirst(), character != "\"" {
            raw.append(character)
            guard character == "\\" else { continue }
            guard let next = rest.popFirst() else { throw Malformed("value does not end", line) }
            raw.append(next)
        }
        return try unescaped(Substring(raw), quotes: true)
    }

    private static func unescaped(_ text: Substring, quotes: Bool) throws -> String {
        var (plain, rest) = ("", text)
        while let character = rest.popFirst() {
            guard character == "\\" else {
                plain.append(character)
                continue
            }
            switch rest.popFirst() {
            case "\\": plain.append("\\")
            case "n": plain.append("\n")
            case "\"" where quotes: plain.append("\"")
            default: throw Malformed("bad escape", text)
            }
        }
        return plain
    }

    private static func number(_ text: Substring) -> Double? {
        switch text {
        case "NaN": .nan
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case _ where text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?/) != nil: Double(text)
        default: nil
        }
    }

    private static func isName(_ text: Substring) -> Bool {
        text.wholeMatch(of: /[a-zA-Z_:][a-zA-Z0-9_:]*/) != nil
    }

    /// Buckets ascend, end with +Inf, and agree with the count.
    private func check(_ name: String, _ metric: Metric) throws {
        let groups = Dictionary(grouping: metric.samples) { $0.labels.filter { $0.key != "le" } }
        for samples in groups.values {
            let buckets = samples.filter { $0.name.hasSuffix("_bucket") }
            let bounds = buckets.compactMap { Self.number(Substring($0.labels["le"] ?? "")) }
            let counts = buckets.map(\.value)
            let total = samples.first { $0.name == "\(name)_count" }?.value
            guard bounds.count == buckets.count, bounds.last == .infinity, counts.last == total,
                zip(bounds, bounds.dropFirst()).allSatisfy(<), zip(counts, counts.dropFirst()).allSatisfy(<=),
                samples.count == buckets.count + 2
            else { throw Malformed("histogram is not whole", name) }
        }
    }
}
