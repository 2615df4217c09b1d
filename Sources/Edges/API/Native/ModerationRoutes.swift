import Accounts
package import HTTPKit
package import Hummingbird
import Kernel
package import Moderation
import Wire

/// `/api/reports`, `/api/decisions` and `/api/appeals`: what is wrong, what was decided, and having it looked at again.
package struct ModerationRoutes: Sendable {
    private let moderation: Moderation
    private let limits: ReportGuard
    private let origins: Origins

    package init(
        moderation: Moderation,
        limits: ReportGuard,
        origins: Origins
    ) {
        self.moderation = moderation
        self.limits = limits
        self.origins = origins
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.post("api/reports", use: report)
        router.get("api/decisions", use: list)
        router.get("api/appeals/:link", use: show)
        router.post("api/appeals/:link", use: appeal)
    }

    /// Takes a report from anybody; the answer is the same whatever the address leads to.
    @Sendable private func report(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireOwn(request)
        let body = try await request.json(NewReportBody.self, members: NewReportBody.CodingKeys.self)
        let report = try Report(
            address: body.address,
            ground: Ground(chosen: body.category),
            text: body.text ?? "",
            email: try body.email.map { text throws(Problem) in try EmailAddress(typed: text) },
            language: context.language
        )
        try limits.require(about: body.address, context)
        let id = try await moderation.take(report, from: context.person?.subject)
        return try .json(ReportBody(reference: id.text), status: .accepted)
    }

    /// What was decided about whoever asks; nothing for somebody whom we do not know.
    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let person = context.person else {
            return try .json(ListBody<DecisionBody>(data: [], nextCursor: nil))
        }
        let sheets = try await moderation.decisions(about: person.subject, in: context.language)
        return try .json(
            ListBody(data: sheets.map { DecisionBody($0, in: context.language) }, nextCursor: nil)
        )
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let sheet = try await moderation.decision(by: try link(context), in: context.language)
        return try .json(DecisionBody(sheet, in: context.language))
    }

    @Sendable private func appeal(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireOwn(request)
        let link = try link(context)
        let body = try await request.json(NewAppealBody.self, members: NewAppealBody.CodingKeys.self)
        let appeal = try Appeal(
            text: body.text ?? "",
            prompt: try body.prompt.map { text throws(Problem) in try Prompt(text) },
            email: try body.email.map { text throws(Problem) in try EmailAddress(typed: text) },
            language: context.language
        )
        try limits.require(about: link.decision.text, context)
        try await moderation.appeal(by: link, appeal)
        let sheet = try await moderation.decision(by: link, in: context.language)
        return try .json(DecisionBody(sheet, in: context.language), status: .accepted)
    }

    private func link(_ context: AppContext) throws(Problem) -> AppealLink {
        guard let link = context.parameters.get("link").flatMap({ AppealLink($0) }) else {
            throw Problem(.notFound)
        }
        return link
    }

    /// Somebody else's page must not report in our reader's name.
    private func requireOwn(_ request: Request) throws(Problem) {
        guard !origins.isForeign(request) else { throw Problem(.originRefused) }
    }
}

extension DecisionBody {
    fileprivate init(_ sheet: DecisionSheet, in language: Language) {
        let decision = sheet.decision
        var (state, due, answer): (String, Timestamp?, String?) = ("none", nil, nil)
        switch sheet.appeal {
        case .none: break
        case .waiting(let moment): (state, due) = ("waiting", moment)
        case .answered(let isGranted, let reason, _):
            (state, answer) = (isGranted ? "granted" : "rejected", reason)
        }
        self.init(
            id: decision.id.text,
            action: decision.action.rawValue,
            rule: decision.rule,
            reason: decision.reason,
            decidedBy: decision.isByRule ? "rule" : "staff",
            decidedAt: decision.decidedAt.description,
            until: decision.until?.description,
            endedAt: decision.endedAt?.description,
            image: decision.image?.text,
            appeal: state,
            appealDueAt: due?.description,
            appealReason: answer,
            appealURL: Route.appeal(sheet.link).path(in: language)
        )
    }
}
