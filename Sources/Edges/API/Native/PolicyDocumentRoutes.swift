package import FoundationEssentials
package import HTTPKit
package import Hummingbird
package import Kernel
package import Privacy
import Wire

/// `/retention.json` and `/datamap.yml`: what is kept and for how long, for programs; the same for everybody.
package struct PolicyDocumentRoutes: Sendable {
    private let sweeper: RetentionSweeper
    /// How long backups stay.
    private let backups: Period
    private let dataMap: Data

    package init(
        sweeper: RetentionSweeper,
        backups: Period,
        dataMap: Data
    ) {
        self.sweeper = sweeper
        self.backups = backups
        self.dataMap = dataMap
    }

    package func mount(on router: Router<AppContext>) {
        router.get(RouterPath(Route.retentionTable.path), use: retention)
        router.get(RouterPath(Route.dataMap.path), use: map)
    }

    @Sendable private func retention(_ request: Request, _ context: AppContext) async throws -> Response {
        let body = RetentionBody(sweeper.plan, sweeper.lastReport, backups)
        return .checked(
            try JSONEncoder.wire.encode(body),
            as: "application/json; charset=utf-8",
            for: request
        )
    }

    @Sendable private func map(_ request: Request, _ context: AppContext) async throws -> Response {
        .checked(dataMap, as: "application/yaml", for: request)
    }
}

extension RetentionBody {
    fileprivate init(
        _ plan: RetentionPlan,
        _ report: SweepReport?,
        _ backups: Period
    ) {
        self.init(
            rules: plan.rules.map(RetentionRuleBody.init),
            sweeper: SweeperBody(
                every: "PT\(RetentionSweeper.interval.components.seconds / 3_600)H",
                grace: "PT\(RetentionSweeper.grace.components.seconds / 3_600)H",
                lastRun: report?.at.description,
                overdue: SmallCount(report?.overdue ?? 0),
                held: SmallCount(report?.held ?? 0)
            ),
            backups: BackupsBody(
                keep: backups.iso8601,
                erasedSubjects: "key destroyed at erasure; ledger replayed before a restored copy serves"
            )
        )
    }
}

extension RetentionRuleBody {
    fileprivate init(_ rule: RetentionRule) {
        self.init(
            id: rule.id,
            store: rule.store,
            category: rule.category.rawValue,
            purpose: rule.purpose.dataUse,
            period: rule.period.iso8601,
            trigger: rule.trigger.rawValue,
            action: "delete",
            clause: rule.clause
        )
    }
}
