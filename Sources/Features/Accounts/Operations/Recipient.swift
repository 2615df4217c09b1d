import FoundationEssentials
import Kernel
import Purposes
import Vault

extension Accounts {
    /// Whom a mail about an address goes to: of an account always to the spelling that its person gave.
    ///
    /// Several spellings lead to one account (`index(of:)`), and another one may be somebody else's mailbox: what was typed
    /// must never get an account's link. An address without an account costs the same work; `nobody` then has a key. That an account
    /// is frozen, or was erased a moment ago, whoever typed its address does not learn.
    func recipient(
        typed: EmailAddress,
        of found: SealedAccount?,
        otherwise nobody: SubjectID
    ) async throws -> EmailAddress {
        let subject = found?.subject ?? nobody
        // What the gate looks up of an account, it looks up of nobody where there is none.
        if found == nil {
            _ = try await gate.refusal(of: ManageAccount.self, for: self.nobody(at: index(of: typed)))
        }
        do {
            return try await recipient(typed, found, under: gate.permit(ManageAccount.self, for: subject))
        } catch let problem as Problem where problem.code == .accountRestricted {
            return try await recipient(typed, found, under: gate.permit(ProtectChildren.self, for: subject))
        } catch let problem as Problem where problem.code == .erased {
            // No link to it opens anything.
            return typed
        }
    }

    private func recipient<P>(
        _ typed: EmailAddress,
        _ found: SealedAccount?,
        under permit: borrowing Permit<P>
    ) async throws -> EmailAddress {
        let mask = try await vault.seal(
            Data(typed.text.utf8),
            at: .account(permit.subject, "email"),
            under: permit
        )
        return EmailAddress(try await open(found?.email ?? mask, under: permit)) ?? typed
    }
}
