import Kernel
import Purposes
import Vault

extension Accounts {
    /// Whom a mail about an address goes to: of an account always to the spelling that its person gave.
    ///
    /// Several spellings lead to one account (`index(of:)`), and another one may be somebody else's mailbox: what was typed
    /// must never get an account's link. An address without an account costs the same work; `nobody` then has a key.
    func recipient(
        typed: EmailAddress,
        of found: SealedAccount?,
        otherwise nobody: SubjectID
    ) async throws -> EmailAddress {
        let subject = found?.subject ?? nobody
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let mask = try await seal(typed.text, at: .account(subject, "email"), under: permit)
        return EmailAddress(try await open(found?.email ?? mask, under: permit)) ?? typed
    }
}
