import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension Accounts {
    /// Whose account an address is, and where a mail about it goes: of an account always to the spelling on file.
    ///
    /// For what the law demands alone: a freeze or a restriction does not stand in its way. An address without an account costs
    /// the same work; `nobody` has a key then. An account that was erased a moment ago is none.
    package func addressee(
        _ typed: EmailAddress,
        otherwise nobody: SubjectID
    ) async throws -> (account: SubjectID?, email: EmailAddress) {
        let index = index(of: typed)
        var found = try await store.read { tx in try AccountRecords(tx).account(email: index) }
        let refusal = try await gate.refusal(of: ManageAccount.self, for: found?.subject ?? nobody)
        if refusal == .erased { found = nil }
        let subject = found?.subject ?? nobody
        let permit = try await gate.permit(HonourRights.self, for: subject)
        let mask = try await vault.seal(
            Data(typed.text.utf8),
            at: .account(subject, "email"),
            under: permit
        )
        let email = EmailAddress(try await open(found?.email ?? mask, under: permit)) ?? typed
        return (found?.subject, email)
    }

    /// Where somebody with an account is told what became of a demand of theirs; nil for anybody else.
    package func mailbox(answering subject: SubjectID) async throws -> EmailAddress? {
        guard let row = try await store.read({ tx in try AccountRecords(tx).account(of: subject) }) else {
            return nil
        }
        let permit = try await gate.permit(HonourRights.self, for: subject)
        return EmailAddress(try await open(row.email, under: permit))
    }
}
