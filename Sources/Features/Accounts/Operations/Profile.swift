import FoundationEssentials
package import Kernel
import Mail
import Purposes
import Store
import Vault

extension Accounts {
    /// Somebody's account, opened for themselves.
    /// - Throws: `Problem` `not_found` for somebody without one.
    package func account(of subject: SubjectID) async throws -> Account {
        let row = try await row(of: subject)
        return try await opened(row, under: gate.permit(ManageAccount.self, for: subject))
    }

    /// Somebody's account, opened for staff who have said why.
    /// - Throws: `Problem` `not_found` for somebody without one.
    func account(
        of subject: SubjectID,
        inspectedUnder permit: borrowing Permit<InspectWithReason>
    ) async throws -> Account {
        try await opened(row(of: subject), under: permit)
    }

    private func row(of subject: SubjectID) async throws -> SealedAccount {
        guard let row = try await store.read({ tx in try AccountRecords(tx).account(of: subject) }) else {
            throw Problem(.notFound)
        }
        return row
    }

    private func opened<P>(_ row: SealedAccount, under permit: borrowing Permit<P>) async throws -> Account {
        let subject = row.subject
        guard let email = EmailAddress(try await open(row.email, under: permit)),
            let country = Country(try await open(row.country, under: permit))
        else { throw VaultError.damaged }
        var name: DisplayName?
        if let sealed = row.name { name = try DisplayName(await open(sealed, under: permit)) }
        return Account(
            subject: subject,
            email: email,
            name: name,
            preferences: row.preferences,
            country: country,
            band: row.band,
            madeAt: row.madeAt,
            terms: row.terms,
            hasPassword: row.password != nil
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

    /// What a person has chosen for themselves; mails that a link in one of them has ended are off.
    package func preferences(of session: Session) async throws -> Preferences {
        let account = try await account(of: session.subject)
        var preferences = account.preferences
        if try await mail.isSuppressed(account.email, for: .update) { preferences.wantsUpdates = false }
        do {
            try await mail.requireLeave(for: .marketing, of: session.subject)
            preferences.wantsNews = try await !mail.isSuppressed(account.email, for: .marketing)
        } catch is Problem {
            preferences.wantsNews = nil
        }
        return preferences
    }

    /// Takes news again for somebody who consents to them anew: that is newer than what a link in one of them has ended.
    package func takeNewsAgain(for session: Session) async throws {
        try await mail.resubscribe(account(of: session.subject).email, to: .marketing)
    }

    /// Keeps what a person has chosen for themselves.
    ///
    /// Switching mails on takes back what a link in one of them has ended. News are switched here only by those who have
    /// consented to them; consent itself is given elsewhere.
    package func change(_ preferences: Preferences, for session: Session) async throws {
        let address = try await account(of: session.subject).email
        if preferences.wantsUpdates { try await mail.resubscribe(address, to: .update) }
        switch preferences.wantsNews {
        case true?: try await mail.resubscribe(address, to: .marketing)
        case false?: try await mail.unsubscribe(address, from: .marketing)
        case nil: break
        }
        try await store.write { tx in
            try AccountRecords(tx).set(preferences, of: session.subject)
        }
    }
}
