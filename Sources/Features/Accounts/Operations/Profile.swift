import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension Accounts {
    /// Somebody's account, opened for themselves.
    /// - Throws: `Problem` `not_found` for somebody without one.
    package func account(of subject: SubjectID) async throws -> Account {
        guard let row = try await store.read({ tx in try AccountRecords(tx).account(of: subject) }) else {
            throw Problem(.notFound)
        }
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        guard let email = EmailAddress(try await open(row.email, under: permit)),
            let country = Country(try await open(row.country, under: permit))
        else { throw VaultError.damaged }
        var name: DisplayName?
        if let sealed = row.name { name = try DisplayName(await open(sealed, under: permit)) }
        return Account(
            subject: subject,
            email: email,
            name: name,
            language: row.language,
            country: country,
            band: row.band,
            madeAt: row.madeAt
        )
    }

    /// Changes what a person is called and the language that they are written to in.
    package func change(
        name: DisplayName?,
        language: Language,
        for session: Session
    ) async throws {
        let subject = session.subject
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        var sealed: Sealed?
        if let name { sealed = try await seal(name.text, at: .account(subject, "name"), under: permit) }
        let value = sealed
        try await store.write { tx in
            try AccountRecords(tx).setProfile(name: value, language: language, of: subject)
        }
    }
}
