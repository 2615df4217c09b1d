import Foundation
import HTTPKit
import Kernel
import Telemetry

extension [AdminSection] {
    /// The numbers of a span as drawings, each with its table.
    static func metrics(
        _ steps: [MetricsStep],
        over span: MetricsSpan,
        _ words: Catalogue
    ) -> [AdminSection] {
        let page = Links(words.language).page(.admin(.metrics))
        let spans = MetricsSpan.allCases.filter { $0 != span }.map {
            PageLink(url: "\(page)?span=\($0.rawValue)", label: words["admin.span_\($0.rawValue)"])
        }
        guard steps.count > 1 else {
            return [
                AdminSection(
                    id: "waiting",
                    title: words["admin.span_\(span.rawValue)"],
                    paragraphs: [words["admin.no_metrics"]],
                    links: spans
                )
            ]
        }
        return [
            AdminSection(
                id: "metrics",
                title: words["admin.span_\(span.rawValue)"],
                charts: ChartPlan.all(words).map { $0.chart(steps, words) },
                links: spans
            )
        ]
    }
}

/// What one chart shows of each step.
struct ChartPlan {
    struct Line {
        let name: String
        let value: (MetricsStep) -> Double?
    }

    let id: String
    let title: String
    let summary: String
    let lines: [Line]
    /// How a number of it is written.
    let written: (Double) -> String

    static func all(_ words: Catalogue) -> [ChartPlan] {
        [requests(words), latency(words), work(words), memory(words), trouble(words)]
    }

    private static func requests(_ words: Catalogue) -> ChartPlan {
        plan("requests", words) {
            "\(Int($0.rounded()))"
        } lines: {
            [2, 3, 4, 5].map { kind in Line(name: "\(kind)xx") { $0.requests[kind] ?? 0 } }
        }
    }

    private static func latency(_ words: Catalogue) -> ChartPlan {
        plan("latency", words) {
            "\(Int(($0 * 1_000).rounded())) ms"
        } lines: {
            ["p50", "p95", "p99"].enumerated().map { place, name in
                Line(name: name) { $0.quantiles?[place] }
            }
        }
    }

    private static func work(_ words: Catalogue) -> ChartPlan {
        plan("work", words, written: plain) {
            [
                Line(name: words["admin.line_jobs"]) { $0.jobsAMinute },
                Line(name: words["admin.waiting_work"]) { Double($0.waiting) },
                Line(name: words["admin.running_work"]) { Double($0.running) },
            ]
        }
    }

    private static func memory(_ words: Catalogue) -> ChartPlan {
        plan("memory", words) {
            "\(Int($0) >> 20) MiB"
        } lines: {
            [Line(name: words["admin.line_memory"]) { $0.memory }]
        }
    }

    private static func trouble(_ words: Catalogue) -> ChartPlan {
        plan("trouble", words) {
            "\(Int($0.rounded()))"
        } lines: {
            [
                Line(name: words["admin.line_refusals"]) { $0.refusals },
                Line(name: words["admin.line_mails"]) { $0.lostMails },
                Line(name: words["admin.line_audit"]) { $0.isAuditVerified.map { $0 ? 0 : 1 } },
            ]
        }
    }

    /// With one digit behind the point where there is something, whatever the language.
    @Sendable private static func plain(_ number: Double) -> String { ((number * 10).rounded() / 10).plain }

    /// The strings of a chart are named after it.
    static func plan(
        _ id: String,
        _ words: Catalogue,
        written: @escaping (Double) -> String,
        lines: () -> [Line]
    ) -> ChartPlan {
        ChartPlan(
            id: "chart-\(id)",
            title: words["admin.chart_\(id)"],
            summary: words["admin.chart_\(id)_detail"],
            lines: lines(),
            written: written
        )
    }

    func chart(_ steps: [MetricsStep], _ words: Catalogue) -> ChartPart {
        let frame = ChartFrame(
            from: steps.first?.at,
            to: steps.last?.at,
            top: steps.flatMap { step in lines.compactMap { $0.value(step) } }.max() ?? 0
        )
        return ChartPart(
            id: id,
            title: title,
            summary: summary,
            lines: lines.enumerated().map { place, line in
                let points = steps.compactMap { step in line.value(step).map { (step.at, $0) } }
                return ChartLine(
                    name: line.name,
                    number: place + 1,
                    path: frame.path(points),
                    latest: points.last.map { written($0.1) } ?? words["admin.nothing"]
                )
            },
            marks: frame.marks.map { ChartMark(y: frame.y($0).drawn, label: written($0)) },
            from: steps.first.map { words.time($0.at) } ?? "",
            to: steps.last.map { words.time($0.at) } ?? "",
            table: table(steps, words)
        )
    }

    private func table(_ steps: [MetricsStep], _ words: Catalogue) -> AdminTable {
        AdminTable(
            caption: title,
            headers: [words["admin.time"]] + lines.map(\.name),
            rows: steps.reversed().map { step in
                AdminRow(
                    AdminCell(words.moment(step.at), moment: step.at),
                    lines.map { AdminCell($0.value(step).map(written) ?? words["admin.nothing"]) }
                )
            }
        )
    }
}

/// Turns moments and numbers into places of a drawing 640 wide and 200 high.
struct ChartFrame {
    private static let (left, right, bottom, height) = (88.0, 632.0, 172.0, 156.0)

    private let from: Double
    private let length: Double
    private let top: Double

    init(from: Timestamp?, to: Timestamp?, top: Double) {
        self.from = Double(from?.milliseconds ?? 0)
        length = max(1, Double(to?.milliseconds ?? 0) - self.from)
        self.top = Self.round(top)
    }

    /// The numbers of the grid's lines.
    var marks: [Double] { [0, top / 2, top] }

    func y(_ value: Double) -> Double { Self.bottom - value / top * Self.height }

    func path(_ points: [(Timestamp, Double)]) -> String {
        points.enumerated().map { place, point in
            let x = Self.left + (Double(point.0.milliseconds) - from) / length * (Self.right - Self.left)
            return "\(place == 0 ? "M" : "L")\(x.drawn) \(y(point.1).drawn)"
        }.joined()
    }

    /// The next of 1, 2 and 5 times a power of ten.
    private static func round(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return 1 }
        let power = pow(10, log10(value).rounded(.down))
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= value } ?? value
    }
}

extension Double {
    /// With one digit behind the point, whatever the language.
    var drawn: String { "\((self * 10).rounded() / 10)" }
}

extension Catalogue {
    /// The time of day of a moment.
    fileprivate func time(_ moment: Timestamp) -> String {
        "\(moment.description.dropFirst(11).prefix(5)) UTC"
    }
}
