package import Kernel

/// The closed list of what is counted; its raw value is a feature and an action.
package enum UsageEvent: String, CaseIterable, Sendable {
    /// Noted by the server itself, and taken from nobody else.
    case pageViewed = "page.viewed"
    case exampleTaken = "studio.example_taken"
    case pictureOrdered = "studio.picture_ordered"
    case promptCopied = "image.prompt_copied"
    case variationStarted = "image.variation_started"
    case downloaded = "image.downloaded"
    case themeChanged = "page.theme_changed"

    /// Reads what a page of ours tells.
    /// - Throws: `Problem` `unknown_event`.
    package init(told name: String) throws(Problem) {
        guard let event = Self(rawValue: name), event != .pageViewed else {
            throw Problem(.unknownEvent, field: "name")
        }
        self = event
    }

    package var feature: String { String(rawValue.split(separator: ".")[0]) }
    package var action: String { String(rawValue.split(separator: ".")[1]) }
}

/// What an edge knows of one use; only its closed words are ever stored.
package struct UsageSighting: Sendable {
    let event: UsageEvent
    let page: String
    let language: Language
    let client: ClientSketch
    let referrer: ReferrerOrigin?
    let network: CutAddress?

    /// A page is the template of its address, without a language: `/images/{id}`.
    package init(
        _ event: UsageEvent,
        on page: String,
        in language: Language,
        by client: ClientSketch,
        from referrer: ReferrerOrigin?,
        in network: CutAddress?
    ) {
        self.event = event
        self.page = page
        self.language = language
        self.client = client
        self.referrer = referrer
        self.network = network
    }
}
