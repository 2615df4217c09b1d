/// A language of the product.
///
/// Its raw value is the BCP 47 tag and, but for English, the prefix of page addresses.
package enum Language: String, CaseIterable, Sendable, Codable {
    case english = "en"
    case traditionalChinese = "zh-Hant"

    /// The best language for an `Accept-Language` header (RFC 9110, section 12.5.4); English when none fits.
    package init(accepting header: some StringProtocol) {
        let ranked = header.split(separator: ",").prefix(16).enumerated()
            .compactMap { place, item in Self.wish(in: item, at: place) }
            .sorted { ($0.weight, -$0.place) > ($1.weight, -$1.place) }
        self = ranked.first?.language ?? .english
    }

    /// The language a tag asks for: `zh-TW`, `zh-HK` and, while there is no simplified one, every other Chinese.
    package init?(tag: some StringProtocol) {
        switch tag.lowercased().split(separator: "-").first {
        case "en": self = .english
        case "zh": self = .traditionalChinese
        default: return nil
        }
    }

    private static func wish(
        in item: some StringProtocol,
        at place: Int
    ) -> (language: Language, weight: Double, place: Int)? {
        let parts = item.split(separator: ";").map { String($0.filter { $0 != " " }) }
        guard let tag = parts.first, let language = Language(tag: tag) else { return nil }
        let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
        return weight > 0 ? (language, weight, place) : nil
    }
}
