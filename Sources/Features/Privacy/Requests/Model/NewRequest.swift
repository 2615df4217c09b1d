package import Kernel

/// What somebody asks for, as it was typed and checked.
package struct NewRequest: Sendable {
    package static let longestText = 2_000
    /// Of a mail, which people write without seeing a limit.
    package static let longestMail = 20_000

    let kind: RequestKind
    let channel: RequestChannel
    /// Which clock runs; nil for everybody's.
    let regime: String?
    let text: String
    let language: Language

    /// - Throws: `Problem` that names the field at fault: `text_malformed`, `request_needs_words`.
    package init(
        _ kind: RequestKind,
        by channel: RequestChannel,
        regime: String?,
        text: String,
        language: Language
    ) throws(Problem) {
        self.kind = kind
        self.channel = channel
        self.regime = regime
        self.text = try Self.words(text, upTo: channel == .mail ? Self.longestMail : Self.longestText)
        self.language = language
        let isSilent = text.allSatisfy(\.isWhitespace)
        switch kind {
        case .childReport, .correction, .other:
            if isSilent { throw Problem(.requestNeedsWords, field: "text") }
        case .access, .portability, .deletion, .restriction, .objection: break
        }
    }

    static func words(
        _ text: String,
        upTo limit: Int,
        field: String = "text"
    ) throws(Problem) -> String {
        let plain = text.replacing("\r\n", with: "\n")
        guard plain.unicodeScalars.count <= limit, plain.unicodeScalars.allSatisfy(isAllowed) else {
            throw Problem(.textMalformed, field: field, ["limit": "\(limit)"])
        }
        return plain
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
    }
}

/// Who asks.
package enum RequestAsker: Sendable {
    /// Somebody who is signed in and has just shown that it is them.
    case member(SubjectID)
    /// Whoever reads the mails of an address; nil for a child report that wants no answer.
    case address(EmailAddress?)
}

/// What is answered at once; the same whoever asks.
package struct TakenRequest: Sendable {
    package let request: RightsRequest
    package let link: RequestLink
}
