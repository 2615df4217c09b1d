package import Accounts
import Engines
package import HTTPKit
package import Hummingbird
import Kernel
package import Privacy
import Queue
package import Studio
import Telemetry
import Wire

/// `/api/admin`: the admin site for programs, behind the same rights.
package struct AdminRoutes: Sendable {
    private static let mostWorks = 100

    private let staff: Staff
    private let studio: Studio
    private let privacy: Privacy
    private let backstage: Backstage

    package init(
        staff: Staff,
        studio: Studio,
        privacy: Privacy,
        backstage: Backstage
    ) {
        self.staff = staff
        self.studio = studio
        self.privacy = privacy
        self.backstage = backstage
    }

    /// Every route below `/api/admin`.
    package var routes: [StaffRoute] {
        [
            .get("subjects/:id", for: .seeAccounts, use: showSubject),
            .post("subjects/:id/open", for: .openProfile, use: openSubject),
            .get("staff", for: .manageStaff, use: listStaff),
            .get("jobs", for: .seeJobs, use: showWork),
            .get("engines", for: .seeEngines, use: listEngines),
            .get("settings", for: .seeSettings, use: listSettings),
            .get("metrics", for: .seeMetrics, use: listMetrics),
        ]
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/admin").mount(routes, for: staff)
    }

    /// With `open=profile` or `open=work` also what a reason has opened in this session.
    /// - Throws: `Problem` `reason_required` without one.
    @Sendable private func showSubject(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let subject: SubjectID = try context.id("id")
        let facts = try await staff.facts(of: subject)
        var body = StaffSubjectBody(
            facts,
            try await studio.holdings(of: subject),
            frozenAt: try await privacy.frozenSince(subject)
        )
        switch try Query(request)["open"] {
        case nil: break
        case GlassScope.profile.rawValue:
            body.profile = AccountBody(try await staff.profile(of: subject, for: member))
        case GlassScope.work.rawValue:
            let permit = try await staff.permit(to: .work, of: subject, for: member)
            body.works = try await studio.inspect(limit: Self.mostWorks, under: permit).map(
                StaffWorkBody.init
            )
        default: throw Problem(.malformedParameter, field: "open", ["expected": "profile | work"])
        }
        return try .json(body)
    }

    @Sendable private func openSubject(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let body = try await request.json(GlassReasonBody.self, members: GlassReasonBody.CodingKeys.self)
        guard let scope = GlassScope(rawValue: body.scope) else {
            throw Problem(.reasonRequired, field: "scope")
        }
        let reason = try GlassReason(ground: body.ground, text: body.reason)
        let glass = try await staff.open(scope, of: context.id("id"), because: reason, by: member)
        return try .json(
            GlassOpenedBody(scope: scope.rawValue, endsAt: glass.endsAt.description),
            status: .created
        )
    }

    @Sendable private func listStaff(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let lines = try await staff.list(for: member).map(StaffLineBody.init)
        return try .json(ListBody(data: lines, nextCursor: nil))
    }

    @Sendable private func showWork(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try .json(WorkStateBody(try await backstage.work()))
    }

    @Sendable private func listEngines(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let engines = try await backstage.engines().map(EngineStateBody.init)
        return try .json(ListBody(data: engines, nextCursor: nil))
    }

    @Sendable private func listSettings(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try .json(ListBody(data: backstage.settings.map(SettingBody.init), nextCursor: nil))
    }

    /// The last hour by minutes, or with `span=day` the last day by quarters of an hour.
    @Sendable private func listMetrics(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let text = try Query(request)["span"] ?? MetricsSpan.hour.rawValue
        guard let span = MetricsSpan(rawValue: text) else {
            throw Problem(.malformedParameter, field: "span", ["expected": "hour | day"])
        }
        let steps = backstage.steps(over: span).map(MetricStepBody.init)
        return try .json(ListBody(data: steps, nextCursor: nil))
    }
}
