import Accounts
import Kernel
import Mail
import Moderation
import Privacy
import Queue
import Store

extension Core {
    /// Everybody who keeps copies of people's addresses, beside Accounts, which changes its own in one transaction.
    var copies: [any CorrectableCopy] { [MailCopies(mail: mail), ReportCopies(moderation: moderation)] }

    /// The work that carries a changed address to its copies.
    var correctionWork: [any WorkHandler] {
        let accounts = accounts
        return corrections.work(reaching: tamperedCopies(copies)) { subject in
            try await accounts.mailAddress(of: subject)?.address
        }
    }
}

/// Privacy's relay, as far as Accounts knows it.
struct RelayedAddresses: AddressRelay {
    let relay: CorrectionRelay

    func prepare(
        from old: EmailAddress,
        of subject: SubjectID
    ) async throws -> @Sendable (Transaction) throws -> Void {
        let correction = try await relay.prepare(from: old, of: subject)
        return { tx in try relay.add(correction, in: tx) }
    }

    func wake() { relay.wake() }
}

/// Mails that wait, and those that were written to files.
struct MailCopies: CorrectableCopy {
    static let places: Set<String> = ["mail_outbox.letter", "outbox"]

    let mail: Mail

    func correct(_ address: CorrectedAddress, of subject: SubjectID) async throws {
        try await mail.readdress(
            from: address.old,
            to: address.new,
            of: subject,
            changedAt: address.changedAt
        )
    }
}

/// Where answers to reports and appeals go.
struct ReportCopies: CorrectableCopy {
    static let places: Set<String> = ["moderation_report.email", "moderation_case.email"]

    let moderation: Moderation

    func correct(_ address: CorrectedAddress, of subject: SubjectID) async throws {
        try await moderation.readdress(from: address.old, to: address.new, of: subject)
    }
}
