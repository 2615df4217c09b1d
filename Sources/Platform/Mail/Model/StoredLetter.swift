import FoundationEssentials
import Kernel

/// A letter as it lies, sealed, in the outbox.
struct StoredLetter: Codable {
    let kind: MailKind
    let recipient: String
    let language: Language
    let values: [String: String]
    let campaign: String?

    init(_ letter: Letter) {
        kind = letter.kind
        recipient = letter.recipient.text
        language = letter.language
        campaign = letter.campaign?.text
        values = Dictionary(uniqueKeysWithValues: letter.values.map { ($0.key.rawValue, $0.value) })
    }

    /// Nil when a later version no longer takes what an earlier one stored.
    var letter: Letter? {
        let known = values.compactMap { name, value in MailPlaceholder(rawValue: name).map { ($0, value) } }
        guard let recipient = EmailAddress(recipient) else { return nil }
        return try? Letter(
            kind,
            to: recipient,
            in: language,
            values: Dictionary(known) { first, _ in first },
            campaign: campaign.flatMap { CampaignID($0) }
        )
    }
}
