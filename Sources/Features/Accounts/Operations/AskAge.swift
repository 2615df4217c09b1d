import FoundationEssentials
package import Kernel
import Vault

/// What was answered to the age question, as far as it is kept: signed, so that it can travel with the form.
package struct AgeTicket: Sendable {
    static let lifetime: Duration = .seconds(15 * 60)

    package let band: AgeBand
    package let country: Country
    package let expiresAt: Timestamp
    /// What travels.
    package let text: String
}

/// Proof that a browser was refused because of its answer, and until when: nothing else is kept of it.
package struct AgeBlock: Sendable {
    static let lifetime: Duration = .hours(24)

    package let until: Timestamp
    package let text: String
}

/// How the age question ended.
package enum AgeAnswer: Sendable {
    case passed(AgeTicket)
    case refused(AgeBlock)
}

extension Accounts {
    /// Judges an answer; nothing of it is stored.
    /// - Throws: `Problem` `age_blocked` for a browser that was refused before.
    package func judge(
        _ birth: BirthMonth,
        in country: Country,
        blockedBy block: String?
    ) throws(Problem) -> AgeAnswer {
        let now = clock.now()
        if let block, isBlock(block) { throw Problem(.ageBlocked) }
        guard let band = AgeBand(bornIn: birth, country: country, now: now) else {
            let until = now + AgeBlock.lifetime
            let text = signed("\(until.milliseconds)", as: "age block")
            return .refused(AgeBlock(until: until, text: text))
        }
        let end = now + AgeTicket.lifetime
        let text = signed("\(end.milliseconds).\(country.code).\(band.rawValue)", as: "age ticket")
        return .passed(AgeTicket(band: band, country: country, expiresAt: end, text: text))
    }

    /// Reads a ticket that travelled.
    /// - Throws: `Problem` `age_ticket_invalid` for one that is old, altered or missing.
    package func ticket(_ text: String?) throws(Problem) -> AgeTicket {
        guard let text, let content = verified(text, as: "age ticket") else {
            throw Problem(.ageTicketInvalid)
        }
        let parts = content.split(separator: ".").map(String.init)
        guard parts.count == 3, let end = Int64(parts[0]), Timestamp(milliseconds: end) > clock.now(),
            let country = Country(parts[1]), let band = AgeBand(rawValue: parts[2])
        else { throw Problem(.ageTicketInvalid) }
        return AgeTicket(band: band, country: country, expiresAt: Timestamp(milliseconds: end), text: text)
    }

    /// Whether a cookie says that its browser was refused less than a day ago.
    package func isBlock(_ text: String) -> Bool {
        guard let content = verified(text, as: "age block"), let until = Int64(content) else { return false }
        return Timestamp(milliseconds: until) > clock.now()
    }

    private func signed(_ content: String, as use: StaticString) -> String {
        "\(content).\(mark(of: content, as: use))"
    }

    private func verified(_ text: String, as use: StaticString) -> String? {
        guard text.utf8.count < 200, let dot = text.lastIndex(of: ".") else { return nil }
        let content = String(text[..<dot])
        guard Secret(mark(of: content, as: use)).matches(text[text.index(after: dot)...]) else { return nil }
        return content
    }

    private func mark(of content: String, as use: StaticString) -> String {
        vault.index(Data(content.utf8), as: use).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
