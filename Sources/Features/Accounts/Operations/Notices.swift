import Kernel
import Mail
import Store

/// A change of how somebody signs in: a line of their security log, and the mail that tells them.
struct PreparedNotice: Sendable {
    let event: PreparedEvent?
    let letter: SealedLetter
}

extension Accounts {
    /// Makes ready what `add` stores, outside of any transaction.
    func prepare(
        _ kind: MailKind,
        noting event: SecurityEvent,
        of subject: SubjectID,
        saying more: [MailPlaceholder: String] = [:]
    ) async throws -> PreparedNotice {
        PreparedNotice(
            event: try await prepare(event, of: subject),
            letter: try await letter(kind, to: subject, from: event.traits, saying: more)
        )
    }

    /// Notes a change in the transaction that makes it; call `mail.wake` once that has committed.
    func add(_ notice: PreparedNotice, in tx: Transaction) throws {
        try note(notice.event, in: tx)
        try mail.add(notice.letter, in: tx)
    }

    /// A mail that tells somebody what was done to how they sign in, when and from where.
    func letter(
        _ kind: MailKind,
        to subject: SubjectID,
        from traits: ClientTraits?,
        saying more: [MailPlaceholder: String] = [:]
    ) async throws -> SealedLetter {
        let account = try await account(of: subject)
        var values = more
        values[.link] = kind.isAboutKeys ? links.keys(account.language) : links.security(account.language)
        values[.time] = clock.now().inMail
        values[.device] = traits?.device
        values[.place] = traits?.network
        let letter = try Letter(kind, to: account.email, in: account.language, values: values)
        return try await mail.seal(letter, for: subject)
    }
}

extension MailKind {
    /// Whether what is to be looked at is the page of one's keys.
    fileprivate var isAboutKeys: Bool {
        switch self {
        case .apiKeyMade, .apiKeyRotated, .apiKeyChanged: true
        default: false
        }
    }
}
