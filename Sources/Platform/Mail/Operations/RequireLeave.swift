package import Kernel
import Purposes

/// Who takes updates; Accounts knows, and App hands it over.
package protocol UpdateReaders: Sendable {
    /// Whether somebody has not switched updates off.
    func takesUpdates(_ subject: SubjectID) async throws -> Bool
}

extension Mail {
    /// The one gate before mails: asked when a letter is sealed and again when it goes out.
    ///
    /// Service mails need the permit that comes with the account; updates also that the account is in use and that they were
    /// not switched off; marketing needs consent. The last two need an address that has not ended them.
    /// - Throws: `Problem` when somebody may not be written to: `erased`, `restricted`, `no_consent`, `objected`.
    func requireLeave(for mailClass: MailClass, to address: EmailAddress, of subject: SubjectID) async throws
    {
        try await requireLeave(for: mailClass, of: subject)
        guard mailClass != .service else { return }
        if try await isSuppressed(address, for: mailClass) { throw Problem(.objected) }
    }

    /// The same for somebody whose address need not be opened for it.
    package func requireLeave(for mailClass: MailClass, of subject: SubjectID) async throws {
        switch mailClass {
        case .service:
            _ = try await gate.permit(NotifyByMail.self, for: subject)
        case .update:
            _ = try await gate.permit(NotifyByMail.self, for: subject)
            // A restriction leaves mails that its person needs, and these are none.
            _ = try await gate.permit(ProvideService.self, for: subject)
            guard try await readers.takesUpdates(subject) else { throw Problem(.objected) }
        case .marketing:
            _ = try await gate.permit(SendNews.self, for: subject)
        }
    }
}
