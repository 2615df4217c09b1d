import Accounts
import Audit
import HTTPKit
import Hummingbird
import Kernel
import Privacy
import Purposes

extension Web {
    private static let looksShown = 25

    /// What is kept of whoever asks, and what they can do about it; for somebody unknown, what there may be of them.
    @Sendable func showPrivacyCenter(_ request: Request, _ context: AppContext) async throws -> Response {
        let layout = printer.layout(request, context, at: .privacyCenter, titled: Message("center.page"))
        let words = layout.words
        guard let person = context.person else {
            let page = CenterPage(
                layout: layout,
                lead: words["center.stranger_lead"],
                stranger: CenterStranger(contact: provider.contact, words)
            )
            return printer.print(page)
        }
        let isMember = person.session != nil
        let found = try await overview.overview(under: gate.permit(for: person.subject))
        let looks = try await overview.journal(
            limit: Self.looksShown,
            under: gate.permit(for: person.subject)
        )
        var asked: [RightsRequest] = []
        if isMember { asked = try await requests.desk.requests(of: person.subject) }
        let page = CenterPage(
            layout: layout,
            lead: isMember ? words["center.lead"] : words["center.lead_visitor"],
            data: CenterData(found, words),
            actions: CenterAction.all(try await standing(of: person, context), isMember: isMember, words),
            requests: CenterRequests(asked, words),
            journal: CenterJournal(looks.acts, isMember: isMember, words)
        )
        return printer.print(page)
    }

    private func standing(of person: Person, _ context: AppContext) async throws -> CenterStanding {
        let subject = person.subject
        return CenterStanding(
            consents: context.standings,
            objections: try await choices.objections(of: context.chooser, as: person.visitor?.subject),
            restrictions: try await privacy.restrictions(of: subject),
            frozenSince: try await privacy.frozenSince(subject),
            holds: try await privacy.holds(on: subject),
            removals: try await privacy.openRemovals(of: subject)
        )
    }
}

extension CenterAction {
    /// In the order of the page.
    fileprivate static func all(
        _ standing: CenterStanding,
        isMember: Bool,
        _ words: Catalogue
    ) -> [CenterAction] {
        [
            download(words), isMember ? correction(words) : nil,
            deletion(standing, isMember: isMember, words), restriction(standing, words),
            choices(standing, words), decisions(words), request(words),
        ].compactMap { $0 }
    }
}
