/// What a word says of the whole picture.
enum Facet: Hashable, Sendable {
    case setting(String)
    case time(String)
    case style(String)
    case season(Season)
    case weather(String)
    case tone(String)
    case framing(Framing)
    /// One of the library's abstract patterns; nil for any.
    case pattern(String?)

    enum Sort: Int, Hashable {
        case setting, time, style, season, weather, tone, framing, pattern
    }

    var sort: Sort {
        switch self {
        case .setting: .setting
        case .time: .time
        case .style: .style
        case .season: .season
        case .weather: .weather
        case .tone: .tone
        case .framing: .framing
        case .pattern: .pattern
        }
    }
}
