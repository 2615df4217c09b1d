import FoundationEssentials
import Kernel
import Mail
import Purposes
import Store
import Vault

/// What became of a change of address when one end had agreed.
package enum EmailAgreement: Sendable {
    /// The other end is asked still.
    case waiting
    /// The account has its new address.
    case changed
}

extension Accounts {
    /// Agrees, by the link of one mailbox, that the account has another address; the second one to agree changes it.
    ///
    /// With the change every session ends but the one that asked, and every link in a mail to the old address. Copies of the old
    /// address that others keep follow by queued work (`AddressRelay`).
    /// - Throws: `Problem` `link_expired` for a link that is over, used, replaced or stopped, or when somebody else has the
    ///   address by now.
    package func agreeToEmailChange(
        by token: Token,
        at end: EmailChange.End,
        from traits: ClientTraits? = nil
    ) async throws -> EmailAgreement {
        let (subject, tokenIndex) = (try await subject(of: token, at: end), index(of: token, as: .link))
        let prepared = try await prepareEmailChange(of: subject, from: traits)
        let (mail, now) = (mail, clock.now())
        let agreement = try await store.write { tx -> EmailAgreement in
            let accounts = AccountRecords(tx)
            try accounts.lock(subject)
            let changes = EmailChangeRecords(tx)
            guard try LinkRecords(tx).take(token: tokenIndex),
                let change = try changes.change(of: subject, now: now), change.id == prepared.change
            else { throw Problem(.linkExpired) }
            try changes.agree(change.id, at: end, now: now)
            guard change.agreed.union([end]).count == EmailChange.End.allCases.count else { return .waiting }
            guard change.isOpen, try accounts.account(email: change.emailIndex) == nil else {
                throw Problem(.linkExpired)
            }
            try accounts.setEmail(prepared.email, index: change.emailIndex, of: subject)
            try changes.delete(of: subject)
            try LinkRecords(tx).deleteAll(of: subject)
            _ = try SessionRecords(tx).endAll(of: subject, but: change.session)
            try prepared.noteCorrection(tx)
            try note(prepared.event, in: tx)
            for letter in prepared.letters { try mail.add(letter, in: tx) }
            return .changed
        }
        mail.wake()
        relay.wake()
        return agreement
    }

    /// What the change stores when both have agreed, sealed before the transaction that may find them so.
    private struct PreparedEmailChange: Sendable {
        let change: RowID
        let email: Sealed
        let event: PreparedEvent?
        /// Has every copy of the old address follow.
        let noteCorrection: @Sendable (Transaction) throws -> Void
        let letters: [SealedLetter]
    }

    private func prepareEmailChange(
        of subject: SubjectID,
        from traits: ClientTraits?
    ) async throws -> PreparedEmailChange {
        let now = clock.now()
        guard
            let row = try await store.read({ tx in try EmailChangeRecords(tx).change(of: subject, now: now) })
        else { throw Problem(.linkExpired) }
        let account = try await account(of: subject)
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        guard let email = EmailAddress(try await open(row.email, under: permit)) else {
            throw VaultError.damaged
        }
        // Before the letters, which tell of the change: what was written to the old address before them goes.
        let noteCorrection = try await relay.prepare(from: account.email, of: subject)
        var letters: [SealedLetter] = []
        for address in [account.email, email] {
            let letter = try Letter(
                .emailChanged,
                to: address,
                in: account.preferences.language,
                values: [.time: now.inMail]
            )
            letters.append(try await mail.seal(letter, for: subject))
        }
        return PreparedEmailChange(
            change: row.id,
            email: try await seal(email.text, at: .account(subject, "email"), under: permit),
            event: try await prepare(SecurityEvent(.emailChanged, from: traits), of: subject),
            noteCorrection: noteCorrection,
            letters: letters
        )
    }
}
