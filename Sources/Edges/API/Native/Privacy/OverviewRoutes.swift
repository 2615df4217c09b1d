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
    private let choices: PrivacyChoices
    private let requests: RequestDesk
    private let gate: PurposeGate

    package init(
        overview: PrivacyOverview,
        privacy: Privacy,
        choices: PrivacyChoices,
        requests: RequestDesk,
        gate: PurposeGate
    ) {
        self.overview = overview
        self.privacy = privacy
        self.choices = choices
        self.requests = requests
        self.gate = gate
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.get("api/privacy", use: show)
        router.get("api/privacy/journal", use: listLooks)
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let state = try await state(context)
        guard let person = context.person else { return try .json(PrivacyBody(ofNobody: state)) }
        let permit = try await gate.permit(HonourRights.self, for: person.subject)
        let found = try await overview.overview(under: permit)
        return try .json(
            PrivacyBody(
                holder: person.isMember ? "account" : "visitor",
                data: found.holdings.map { HoldingBody($0) },
                locations: found.locations.map { DataLocationBody(store: $0.store, country: $0.country) },
                recipients: found.recipients.map {
                    RecipientBody(id: $0.id, country: $0.country, fields: $0.fields)
                },
                state: state
            )
        )
    }

    /// How the choices of whoever asks stand; of somebody unknown those of their browser.
    private func state(_ context: AppContext) async throws -> PrivacyStateBody {
        let standings = try await choices.standings(of: context.chooser)
        var body = PrivacyStateBody(
            policyVersion: choices.policy.version,
            optOut: context.chooser.signal.map {
                OptOutBody(source: $0.source.rawValue, since: $0.at.description)
            },
            consents: standings.map { ConsentBody($0, choices.policy) },
            objections: try await ObjectionBody.all(choices, context)
        )
        guard let person = context.person else { return body }
        body.restrictions = try await privacy.restrictions(of: person.subject).map { RestrictionBody($0) }
        body.holds = try await privacy.holds(on: person.subject).map { HeldRecordBody($0) }
        body.frozenSince = try await privacy.frozenSince(person.subject)?.description
        if person.isMember {
            let open = try await requests.requests(of: person.subject).filter { !$0.state.isClosed }
            body.requests = open.map { RightsRequestBody($0) }
        }
        return body
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
    fileprivate init(ofNobody state: PrivacyStateBody) {
        self.init(holder: "nobody", data: [], locations: [], recipients: [], state: state)
    }
}

extension RestrictionBody {
    fileprivate init(_ restriction: Restriction) {
        self.init(
            by: restriction.origin.rawValue,
            since: restriction.since.description,
            endsAt: restriction.liftAt?.description
        )
    }
}

extension HeldRecordBody {
    fileprivate init(_ hold: Hold) {
        self.init(
            record: hold.record.text,
            ground: hold.ground.rawValue,
            reviewAt: hold.reviewAt.description
        )
    }
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
