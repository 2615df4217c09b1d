import Crypto
import FoundationEssentials
package import Kernel

/// A letter that the operator writes once and that goes to many, each of whom gets it once.
package struct Campaign: Hashable, Sendable {
    package let id: CampaignID
    /// `update` or `news`.
    package let kind: MailKind
    let words: [Language: CampaignWords]
    let madeAt: Timestamp
    /// When everybody had been gone through.
    package let finishedAt: Timestamp?
}

/// What a campaign says in one language, as plain text.
package struct CampaignWords: Hashable, Sendable, Codable {
    static let longestSubject = 150
    static let longestText = 20_000

    let subject: String
    let text: String

    /// Blank lines part them.
    var paragraphs: [String] { text.split(separator: "\n\n").map(String.init) }
}

package enum CampaignKind: Identified {
    package static let idPrefix = "cmp"
}

/// One letter to many.
package typealias CampaignID = ID<CampaignKind>

extension [Language: CampaignWords] {
    /// What tells one text from another, so that the same letter is never begun twice.
    var digest: Data {
        var hash = SHA256()
        for language in Language.allCases {
            for part in [language.rawValue, self[language]?.subject ?? "", self[language]?.text ?? ""] {
                hash.update(data: Data("\(part.utf8.count):\(part)".utf8))
            }
        }
        return Data(hash.finalize())
    }
}
