import API
import Engines
import HTTPKit
import Kernel
import Telemetry

extension [AdminSection] {
    /// The servers and keys of engines elsewhere, what came of asking them, and drawings of a span.
    static func remote(
        _ report: RemoteReport,
        over span: MetricsSpan,
        _ words: Catalogue
    ) -> [AdminSection] {
        guard !report.lanes.isEmpty else {
            return [
                AdminSection(id: "lanes", title: words["admin.lanes"], paragraphs: [words["admin.no_lanes"]])
            ]
        }
        return [
            .lanes(report, words), .makers(report.day, words), .losses(report.day, words),
            .course(report, over: span, words),
        ]
    }
}

extension AdminSection {
    fileprivate static func lanes(_ report: RemoteReport, _ words: Catalogue) -> AdminSection {
        AdminSection(
            id: "lanes",
            title: words["admin.lanes"],
            isAlarm: report.lanes.contains { $0.health == .resting || $0.health == .shut },
            paragraphs: [words["admin.lanes_detail"]],
            table: AdminTable(
                caption: words["admin.lanes"],
                headers: [
                    words["admin.lane"], words["admin.engine"], words["admin.health"],
                    words["admin.under_way"], words["admin.calls_day"], words["admin.failed_day"],
                    words["admin.latency"], words["admin.last_error"],
                ],
                rows: report.lanes.map { $0.row(report.day, words) }
            )
        )
    }

    /// Each model that was asked, with what it took and used.
    fileprivate static func makers(_ day: EngineNumbers, _ words: Catalogue) -> AdminSection {
        let makers = day.makers
        let headers: [String] = [
            words["admin.model"], words["admin.engine"], words["admin.calls_day"], words["admin.latency"],
            words["admin.latency_most"],
        ]
        let units: [String] = CostUnit.allCases.map { words["admin.unit.\($0.rawValue)"] }
        return AdminSection(
            id: "makers",
            title: words["admin.makers"],
            paragraphs: makers.isEmpty ? [words["admin.no_calls"]] : [],
            table: makers.isEmpty
                ? nil
                : AdminTable(
                    caption: words["admin.makers"],
                    headers: headers + units,
                    rows: makers.map { $0.row(day, words) }
                )
        )
    }

    /// Calls that brought no picture, by cause and engine.
    fileprivate static func losses(_ day: EngineNumbers, _ words: Catalogue) -> AdminSection {
        let engines = Set(day.makers.map(\.engine)).sorted()
        let rows: [AdminRow] = CallOutcome.allCases.filter { $0 != .made }.flatMap { outcome in
            engines.compactMap { engine -> AdminRow? in
                let count = day.count { $0.maker.engine == engine && $0.outcome == outcome.rawValue }
                return count == 0
                    ? nil
                    : AdminRow(
                        AdminCell(words["admin.outcome.\(outcome.rawValue)"]),
                        [AdminCell(engine), AdminCell(words.grouped(count))]
                    )
            }
        }
        return AdminSection(
            id: "losses",
            title: words["admin.losses"],
            paragraphs: rows.isEmpty ? [words["admin.no_losses"]] : [],
            table: rows.isEmpty
                ? nil
                : AdminTable(
                    caption: words["admin.losses"],
                    headers: [words["admin.cause"], words["admin.engine"], words["admin.calls_day"]],
                    rows: rows
                )
        )
    }

    fileprivate static func course(
        _ report: RemoteReport,
        over span: MetricsSpan,
        _ words: Catalogue
    ) -> AdminSection {
        let page = Links(words.language).page(.admin(.engines))
        let hasCourse = report.steps.count > 1
        let plans = ChartPlan.remote(Set(report.lanes.map(\.engine)).sorted(), words)
        return AdminSection(
            id: "course",
            title: words["admin.span_\(span.rawValue)"],
            paragraphs: hasCourse ? [] : [words["admin.no_metrics"]],
            charts: hasCourse ? plans.map { $0.chart(report.steps, words) } : [],
            links: MetricsSpan.allCases.filter { $0 != span }.map {
                PageLink(url: "\(page)?span=\($0.rawValue)", label: words["admin.span_\($0.rawValue)"])
            }
        )
    }
}

extension LaneState {
    fileprivate func row(_ day: EngineNumbers, _ words: Catalogue) -> AdminRow {
        let own = { (call: EngineNumbers.Call) in call.maker.engine == engine && call.lane == label }
        let failed = day.count { call in
            let kind = CallOutcome(rawValue: call.outcome)?.kind
            return own(call) && (kind == .limited || kind == .failed)
        }
        return AdminRow(
            AdminCell(label),
            [
                AdminCell(engine), health.cell(words), AdminCell(words.grouped(underWay)),
                AdminCell(words.grouped(day.count(own))), AdminCell(words.grouped(failed)),
                AdminCell(words.seconds(day.quantile(0.5) { $0.engine == engine })),
                AdminCell(lastFailure?.text(words) ?? words["admin.nothing"]),
            ]
        )
    }
}

extension LaneState.Health {
    fileprivate func cell(_ words: Catalogue) -> AdminCell {
        switch self {
        case .ready: AdminCell(words["admin.lane_ready"], sign: "✓")
        case .paused(let end):
            AdminCell(words[Message("admin.lane_paused", ["time": words.moment(end)])], sign: "‖")
        case .resting: AdminCell(words["admin.lane_resting"], sign: "▲")
        case .shut: AdminCell(words["admin.lane_shut"], sign: "✕")
        }
    }
}

extension LaneState.Failure {
    fileprivate func text(_ words: Catalogue) -> String {
        let cause = words["admin.outcome.\(outcome.rawValue)"]
        return words[Message("admin.failed_at", ["cause": cause, "time": words.moment(at)])]
    }
}

extension EngineNumbers.Maker {
    fileprivate func row(_ day: EngineNumbers, _ words: Catalogue) -> AdminRow {
        let took: [String] = [0.5, 0.95].map { rank in words.seconds(day.quantile(rank) { $0 == self }) }
        let used: [String] = CostUnit.allCases.map { unit in
            words.grouped(day.amount { $0.maker == self && $0.unit == unit.rawValue })
        }
        let calls = words.grouped(day.count { $0.maker == self })
        let cells: [String] = [engine, calls] + took + used
        return AdminRow(AdminCell(model), cells.map { AdminCell($0) })
    }
}

extension Catalogue {
    /// A duration with one digit behind the point, whatever the language.
    fileprivate func seconds(_ duration: Double?) -> String {
        duration.map { "\((($0 * 10).rounded() / 10).plain) s" } ?? self["admin.nothing"]
    }
}
