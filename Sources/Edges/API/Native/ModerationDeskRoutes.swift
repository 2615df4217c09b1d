import Accounts
package import HTTPKit
import Hummingbird
import Kernel
import Moderation
import Wire

/// `/api/admin/moderation`: the review queue, for staff who may decide.
package struct ModerationDeskRoutes: Sendable {
    private let desk: CaseDesk

    package init(desk: CaseDesk) {
        self.desk = desk
    }

    /// Below `/api/admin`.
    package var routes: [StaffRoute] {
        [
            .get("moderation", for: .decideAbuse, use: list),
            .get("moderation/:id", for: .decideAbuse, use: show),
            .post("moderation/:id/decision", for: .decideAbuse, use: decide),
        ]
    }

    /// Open cases, those that are due first at the top; `state=decided` for the others.
    @Sendable private func list(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let state = try Query(request)["state"] ?? "open"
        guard ["open", "decided"].contains(state) else {
            throw Problem(.malformedParameter, field: "state", ["expected": "open, decided"])
        }
        let cases = try await desk.moderation.cases(areOpen: state == "open")
        return try .json(ListBody(data: cases.map { CaseBody($0) }, nextCursor: nil))
    }

    @Sendable private func show(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try await .json(CaseFileBody(desk.moderation.file(of: context.id("id"))))
    }

    @Sendable private func decide(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let id: CaseID = try context.id("id")
        let body = try await request.json(NewDecisionBody.self, members: NewDecisionBody.CodingKeys.self)
        let wish = CaseWish(
            action: body.action,
            category: body.category,
            reason: body.reason,
            days: body.days
        )
        try await desk.decide(id, wish, by: member)
        return try await .json(CaseFileBody(desk.moderation.file(of: id)))
    }
}

extension CaseBody {
    fileprivate init(_ entry: Case) {
        self.init(
            id: entry.id.text,
            source: entry.source.rawValue,
            rule: entry.rule,
            severity: entry.severity.rawValue,
            image: entry.image?.text,
            openedAt: entry.openedAt.description,
            dueAt: entry.dueAt.description,
            decidedAt: entry.decidedAt?.description
        )
    }
}

extension CaseFileBody {
    fileprivate init(_ file: CaseFile) {
        self.init(
            entry: CaseBody(file.entry),
            reports: file.reports.map { report in
                CaseReportBody(
                    id: report.id.text,
                    category: report.ground.rawValue,
                    text: report.text,
                    address: report.address,
                    madeAt: report.madeAt.description
                )
            },
            appealText: file.appeal?.text,
            appealPrompt: file.appeal?.prompt,
            decisions: file.decisions.map { "\($0.action.rawValue) \($0.rule) \($0.decidedAt)" }
        )
    }
}
