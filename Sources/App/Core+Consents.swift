import FoundationEssentials
package import Kernel
package import Privacy
package import Purposes

extension Core {
    /// What an installation asks consents for, and who it says asks.
    package struct ConsentChoices: Sendable {
        package var analyticsBasis = LegalBasis.consent
        package var notices = ConsentNotices([:])
        package var controller = Controller.local(at: "http://localhost")
        /// Stands between the gate and what it learns about people; only the build under test puts something in.
        package var states: @Sendable (any SubjectStates) -> any SubjectStates = { $0 }

        package init() {}

        /// What the catalogues and the settings say.
        init(_ words: Catalogues, _ settings: Settings?) {
            notices = ConsentNotices(
                words,
                for: [MeasureUsage.definition.key, SendNews.definition.key, TrainModels.definition.key]
            )
            guard let settings else { return }
            analyticsBasis = settings.analyticsBasis
            let (card, local) = (settings.contact, Controller.local(at: "\(settings.baseURL)"))
            controller = Controller(
                name: card.name ?? local.name,
                address: card.address ?? local.address,
                contact: card.email?.text ?? local.contact,
                country: card.country ?? local.country,
                site: local.site,
                authority: card.country.map { "the data protection authority of \($0)" } ?? local.authority
            )
        }
    }
}
