import Accounts
import Audit
package import HTTPKit
package import Hummingbird
import Kernel
package import Privacy
package import Purposes
import Wire

/// `/api/privacy` and `/api/privacy/journal`: what is kept of whoever asks, and who has looked at it.
package struct OverviewRoutes: Sendable {
    private static let usualPage = 50

    private let overview: PrivacyOverview
    private let privacy: Privacy
    private let gate: PurposeGate

    package init(
        overview: PrivacyOverview,
        privacy: Privacy,
        gate: PurposeGate
    ) {
        self.overview = overview
        self.privacy = privacy
        self.gate = gate
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.get("api/privacy", use: show)
        router.get("api/privacy/journal", use: listLooks)
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let person = context.person else { return try .json(PrivacyBody.ofNobody) }
        let permit = try await gate.permit(HonourRights.self, for: person.subject)
        let found = try await overview.overview(under: permit)
        return try .json(
            PrivacyBody(
                holder: person.session == nil ? "visitor" : "account",
                data: found.holdings.map { HoldingBody($0) },
                locations: found.locations.map { DataLocationBody(store: $0.store, country: $0.country) },
                recipients: found.recipients.map {
                    RecipientBody(id: $0.id, country: $0.country, fields: $0.fields)
                },
                state: PrivacyStateBody(
                    frozenSince: try await privacy.frozenSince(person.subject)?.description
                )
            )
        )
    }

    /// Newest first; `cursor` says where a page begins.
    @Sendable private func listLooks(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let cursor = try query.number("cursor", in: 0...Int.max)
        let limit = try query.number("limit", in: 1...PrivacyOverview.longestJournalPage)
        guard let person = context.person else {
            return try .json(ListBody<LookBody>(data: [], nextCursor: nil))
        }
        let permit = try await gate.permit(AccountForActs.self, for: person.subject)
        let page = try await overview.journal(before: cursor, limit: limit ?? Self.usualPage, under: permit)
        return try .json(
            ListBody(data: page.acts.map { LookBody($0) }, nextCursor: page.next.map(String.init))
        )
    }
}

extension PrivacyBody {
    /// Of somebody whom no cookie names: nothing is kept under one.
    fileprivate static let ofNobody = PrivacyBody(
        holder: "nobody",
        data: [],
        locations: [],
        recipients: [],
        state: PrivacyStateBody()
    )
}

extension HoldingBody {
    fileprivate init(_ holding: Holding) {
        self.init(
            category: holding.category.rawValue,
            store: holding.store,
            kind: holding.kind.rawValue,
            count: holding.count,
            purposes: holding.purposes.map { KeptForBody(purpose: $0.key, basis: $0.basis.rawValue) },
            since: holding.since?.description,
            keep: KeepBody(
                period: holding.keep.period.iso8601,
                trigger: holding.keep.trigger.rawValue
            ),
            until: holding.until?.description,
            location: holding.location
        )
    }
}

extension LookBody {
    fileprivate init(_ act: OpenedAct) {
        self.init(
            at: act.at.description,
            kind: act.act?.rawValue ?? "unknown",
            role: act.details?[.role],
            reason: act.details?[.reason],
            what: act.details?[.what],
            leaf: act.number
        )
    }
}
