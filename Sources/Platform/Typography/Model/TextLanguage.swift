import Kernel

/// The language of a text as a BCP 47 tag: letters, digits and hyphens, `zh-Hant`, `ja`, `ar`.
package struct TextLanguage: Hashable, Sendable {
    static let longest = 35

    package let tag: String

    /// Nothing, if the text cannot be a tag.
    package init?(_ tag: some StringProtocol) {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard tag.utf8.count <= Self.longest, let first = parts.first, (2...3).contains(first.utf8.count),
            first.utf8.allSatisfy({ Self.letters.contains($0 | 0x20) }),
            parts.allSatisfy({ (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(Self.isPlain) })
        else { return nil }
        self.tag = String(tag)
    }

    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")

    private static func isPlain(_ byte: UInt8) -> Bool {
        letters.contains(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension TextLanguage: Codable {
    package init(from decoder: any Decoder) throws {
        let tag = try decoder.singleValueContainer().decode(String.self)
        guard let language = TextLanguage(tag) else {
            throw Problem(
                .valueUnknown,
                field: StrictObject.field(decoder.codingPath),
                ["known": "en, zh-Hant, zh-Hans, ja, ko, ar, he…"]
            )
        }
        self = language
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(tag)
    }
}
