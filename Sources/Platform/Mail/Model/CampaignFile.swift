package import Kernel

/// The file in which an operator writes a campaign: for each language of the product a line `# en: The subject`, and below
/// it plain text, a blank line between two paragraphs.
package struct CampaignFile: Hashable, Sendable {
    package let words: [Language: CampaignWords]

    /// - Throws: `CampaignDefect`, which says what to write instead.
    package init(_ text: String) throws(CampaignDefect) {
        var words: [Language: CampaignWords] = [:]
        var (current, subject, lines): (Language?, String, [Substring]) = (nil, "", [])
        let all = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        for line in all + ["# end:"] {
            guard let head = line.wholeMatch(of: /#\s*([A-Za-z-]+):(.*)/) else {
                guard current != nil || line.allSatisfy(\.isWhitespace) else { throw .noHead }
                lines.append(line)
                continue
            }
            if let language = current {
                words[language] = try Self.words(subject, lines, in: language)
            }
            guard head.1 != "end" else { break }
            guard let language = Language(rawValue: String(head.1)) else {
                throw .unknownLanguage(String(head.1))
            }
            guard words[language] == nil else { throw .twice(language) }
            (current, subject, lines) = (language, String(head.2).trimmed, [])
        }
        if let missing = Language.allCases.first(where: { words[$0] == nil }) { throw .missing(missing) }
        self.words = words
    }

    private static func words(
        _ subject: String,
        _ lines: [Substring],
        in language: Language
    ) throws(CampaignDefect) -> CampaignWords {
        let text = lines.map { $0.allSatisfy(\.isWhitespace) ? "" : String($0) }.joined(separator: "\n")
            .replacing(/\n{3,}/, with: "\n\n").trimmed
        guard !subject.isEmpty, !text.isEmpty else { throw .empty(language) }
        guard subject.count <= CampaignWords.longestSubject, text.count <= CampaignWords.longestText else {
            throw .tooLong(language)
        }
        let isPlain = (subject + text).unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t"
        }
        guard isPlain else { throw .controls(language) }
        return CampaignWords(subject: subject, text: text)
    }
}

/// Why a file is no campaign.
package enum CampaignDefect: Error, Hashable, Sendable, CustomStringConvertible {
    case noHead
    case unknownLanguage(String)
    case twice(Language)
    case missing(Language)
    case empty(Language)
    case tooLong(Language)
    case controls(Language)

    package var description: String {
        switch self {
        case .noHead: "the letter begins with a line such as \"# en: The subject\"; put it above the text"
        case .unknownLanguage(let name):
            "\"# \(name):\" names no language of ours; use \(Language.allCases.map(\.rawValue).joined(separator: " and "))"
        case .twice(let language): "\(language.rawValue) is there twice; keep one"
        case .missing(let language):
            "\(language.rawValue) is missing; add a line \"# \(language.rawValue): The subject\" and its text"
        case .empty(let language): "\(language.rawValue) has no subject or no text; write both"
        case .tooLong(let language):
            "\(language.rawValue) is longer than \(CampaignWords.longestSubject) characters of subject or"
                + " \(CampaignWords.longestText) of text; shorten it"
        case .controls(let language):
            "\(language.rawValue) holds control characters; save the file as plain text"
        }
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
