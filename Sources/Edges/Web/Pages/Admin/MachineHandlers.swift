import API
import Accounts
import Analytics
import Audit
import HTTPKit
import Hummingbird
import Kernel
import Queue
import Telemetry

extension Web {
    /// The machine: what it does, how it is set, how it is doing.
    ///
    /// None of it is about anybody.
    var machineRoutes: [StaffRoute] {
        [
            .get("", for: .seeOverview, use: showOverview),
            .get("jobs", for: .seeJobs, use: showJobs),
            .post("jobs/retry", for: .retryWork, use: retryWork),
            .get("engines", for: .seeEngines, use: showEngines),
            .get("metrics", for: .seeMetrics, use: showMetrics),
            .get("usage", for: .seeMetrics, use: showUsage),
            .get("settings", for: .seeSettings, use: showSettings),
            .get("audit", for: .seeAudit, use: showAudit),
        ]
    }

    @Sendable private func showOverview(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let (attention, work) = (try await backstage.attention(), try await backstage.work())
        return show(request, context, member) { words in
            let role = words["admin.role.\(member.role.rawValue)"]
            return AdminSheet(
                address: .overview,
                title: "admin.overview",
                intro: words[Message("admin.you_are", ["role": role])],
                sections: attention.enumerated().map { place, attention in
                    .attention(attention, number: place, for: member.role, words)
                } + (attention.isEmpty ? [.calm(words)] : []) + [.today(work, backstage.freeSpace, words)]
            )
        }
    }

    @Sendable private func showJobs(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let work = try await backstage.work()
        return show(request, context, member) { words in
            AdminSheet(
                address: .jobs,
                title: "admin.jobs",
                intro: words["admin.jobs_detail"],
                sections: [
                    .queue(work, words), .failures(work, words), .struggles(work, for: member.role, words),
                ]
            )
        }
    }

    @Sendable private func retryWork(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let form = try await checkedForm(request, context)
        guard let id = form["work"].flatMap({ WorkID($0) }) else { throw Problem(.notFound) }
        try await backstage.retry(id)
        return toAdmin(.jobs, context)
    }

    /// The last day in tables; drawn is the last hour, or with `?span=day` the last day.
    @Sendable private func showEngines(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let span = try PageQuery(request)["span"].flatMap(MetricsSpan.init) ?? .hour
        let (engines, remote) = (try await backstage.engines(), await backstage.remoteReport(over: span))
        return show(request, context, member) { words in
            AdminSheet(
                address: .engines,
                title: "admin.engines",
                intro: words["admin.engines_detail"],
                sections: [AdminSection.engines(engines, words)]
                    + [AdminSection].remote(remote, over: span, words)
            )
        }
    }

    /// The last hour, or with `?span=day` the last day.
    @Sendable private func showMetrics(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let query = try PageQuery(request)
        let span = query["span"].flatMap(MetricsSpan.init) ?? .hour
        let steps = backstage.steps(over: span)
        return show(request, context, member) { words in
            AdminSheet(
                address: .metrics,
                title: "admin.metrics",
                intro: words["admin.metrics_detail"],
                sections: .metrics(steps, over: span, words)
            )
        }
    }

    /// Counts alone; the rows behind them are not offered.
    @Sendable private func showUsage(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let report = try await analytics.report()
        return show(request, context, member) { words in
            AdminSheet(
                address: .usage,
                title: "admin.usage",
                intro: words["admin.usage_detail"],
                sections: .usage(report, words)
            )
        }
    }

    @Sendable private func showSettings(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        show(request, context, member) { words in
            AdminSheet(
                address: .settings,
                title: "admin.settings",
                intro: words["admin.settings_detail"],
                sections: [.settings(backstage.settings, words)]
            )
        }
    }

    @Sendable private func showAudit(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let report = await backstage.auditReport()
        return show(request, context, member) { words in
            AdminSheet(address: .audit, title: "admin.audit", sections: [.audit(report, words)])
        }
    }
}
