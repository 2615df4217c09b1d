/// What `POST /api/events` takes.
public struct UsageEventBody: Codable, Sendable, Hashable {
    /// One of the closed list of events.
    public var name: String
    /// The language of the page, as a BCP 47 tag.
    public var language: String?

    /// The members' names.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case name
        case language
    }

    /// Makes an event's body.
    public init(name: String, language: String? = nil) {
        self.name = name
        self.language = language
    }
}
