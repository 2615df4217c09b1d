import FoundationEssentials
import Kernel
import Purposes
import Store
import Vault

extension Accounts {
    /// Opens the account of a sign-up whose link came back, for whoever knows the password that was chosen.
    ///
    /// The password is asked again because a link shows only who reads the mails, not who signed up.
    /// - Throws: `Problem` `link_expired` for a link that is over, used, or no longer good; `credentials_wrong`.
    package func confirm(
        _ token: Token,
        password: Password,
        traits: ClientTraits
    ) async throws -> SignedIn {
        let (tokenIndex, now) = (index(of: token, as: .link), clock.now())
        guard
            let row = try await store.read({ tx in try SignUpRecords(tx).open(token: tokenIndex, now: now) }),
            let sealedHash = row.account.password
        else { throw Problem(.linkExpired) }
        let permit = try await gate.permit(ManageAccount.self, for: row.account.subject)
        guard try await isPassword(password, sealedHash, under: permit) else {
            throw Problem(.credentialsWrong)
        }
        let account = try await moved(row.account, under: permit)
        let signedIn = try await newSession(of: account.subject, account.language, traits)
        try await store.write { tx in
            let accounts = AccountRecords(tx)
            guard try SignUpRecords(tx).take(row.id), try accounts.account(email: row.emailIndex) == nil
            else {
                throw Problem(.linkExpired)
            }
            try SignUpRecords(tx).deleteAll(of: account.subject)
            try CorrespondentRecords(tx).delete(account.subject)
            try VisitorRecords(tx).delete(account.subject)
            try accounts.insert(account, email: row.emailIndex, now: now)
            try SessionRecords(tx).insert(signedIn.row, token: signedIn.index, now: now)
        }
        return signedIn.told
    }

    /// The sign-up's values, sealed for their place in the account.
    private func moved(
        _ pending: SealedAccount,
        under permit: borrowing Permit<ManageAccount>
    ) async throws -> SealedAccount {
        let subject = pending.subject
        var (name, password): (Sealed?, Sealed?)
        if let old = pending.name {
            name = try await reseal(old, at: .account(subject, "name"), under: permit)
        }
        if let old = pending.password {
            password = try await reseal(old, at: .account(subject, "password"), under: permit)
        }
        return SealedAccount(
            subject: subject,
            email: try await reseal(pending.email, at: .account(subject, "email"), under: permit),
            name: name,
            password: password,
            language: pending.language,
            country: try await reseal(pending.country, at: .account(subject, "country"), under: permit),
            band: pending.band,
            madeAt: pending.madeAt,
            terms: pending.terms
        )
    }
}
