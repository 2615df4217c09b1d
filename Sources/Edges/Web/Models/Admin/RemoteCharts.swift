import Engines
import Kernel
import Telemetry

extension ChartPlan {
    /// There are no more kinds of lines.
    private static let mostLines = 5

    /// What came of asking engines elsewhere.
    static func remote(_ engines: [String], _ words: Catalogue) -> [ChartPlan] {
        [pace(engines, words), outcomes(words), tokens(words), depth(words)]
    }

    /// How long half of the pictures took, an engine a line.
    private static func pace(_ engines: [String], _ words: Catalogue) -> ChartPlan {
        plan("engine_latency", words) {
            "\((($0 * 10).rounded() / 10).plain) s"
        } lines: {
            engines.prefix(mostLines).map { engine in
                Line(name: engine) { step in step.engines.quantile(0.5) { $0.engine == engine } }
            }
        }
    }

    private static func outcomes(_ words: Catalogue) -> ChartPlan {
        plan("engine_outcomes", words) {
            words.grouped(Int($0.rounded()))
        } lines: {
            CallOutcome.Kind.allCases.map { kind in
                Line(name: words["admin.outcome_kind.\(kind.rawValue)"]) { step in
                    Double(step.engines.count { CallOutcome(rawValue: $0.outcome)?.kind == kind })
                }
            }
        }
    }

    /// Pictures are among the outcomes; beside tokens they would lie on the ground.
    private static func tokens(_ words: Catalogue) -> ChartPlan {
        plan("engine_tokens", words) {
            words.grouped(Int($0.rounded()))
        } lines: {
            CostUnit.allCases.filter { $0 != .pictures }.map { unit in
                Line(name: words["admin.unit.\(unit.rawValue)"]) { step in
                    Double(step.engines.amount { $0.unit == unit.rawValue })
                }
            }
        }
    }

    private static func depth(_ words: Catalogue) -> ChartPlan {
        plan("engine_queue", words) {
            words.grouped(Int($0.rounded()))
        } lines: {
            [
                Line(name: words["admin.line_waiting"]) { $0.callsWaiting },
                Line(name: words["admin.under_way"]) { $0.callsRunning },
            ]
        }
    }
}
