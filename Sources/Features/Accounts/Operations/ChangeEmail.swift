import FoundationEssentials
package import Kernel
import Mail
import Purposes
import Store
import Vault

extension Accounts {
    /// Writes to both addresses that the account shall have another one; it takes effect when both have agreed.
    ///
    /// An address that has an account costs and leaves the same, and nobody but its owner learns of it. A later wish
    /// replaces an earlier one.
    /// - Throws: `Problem` `reauthenticate`, `email_unchanged`.
    package func requestEmailChange(
        to email: EmailAddress,
        for session: Session,
        from traits: ClientTraits? = nil
    ) async throws {
        try requireFresh(session)
        let (subject, index) = (session.subject, index(of: email))
        let account = try await account(of: subject)
        guard index != self.index(of: account.email) else {
            throw Problem(.emailUnchanged, field: "email")
        }
        let isKnown = try await store.read { tx in try AccountRecords(tx).account(email: index) != nil }
        let change = try await sealed(email, index, isOpen: !isKnown, for: session)
        let (old, new) = (Token(randomness), Token(randomness))
        let letters = [
            try await letter(to: account, about: change, with: old),
            try await letter(to: email, of: account, about: change, with: new),
        ]
        let event = try await prepare(SecurityEvent(.emailChangeAsked, from: traits), of: subject)
        let links = [
            NewLink(use: .oldAddress, id: ids.next(), token: self.index(of: old, as: .link)),
            NewLink(use: .newAddress, id: ids.next(), token: self.index(of: new, as: .link)),
        ]
        let mail = mail
        try await store.write { tx in
            try AccountRecords(tx).lock(subject)
            try EmailChangeRecords(tx).replace(change)
            for link in links {
                let leading = Link(subject: subject, use: link.use)
                try LinkRecords(tx).insert(leading, id: link.id, token: link.token, now: change.madeAt)
            }
            for letter in letters { try mail.add(letter, in: tx) }
            try note(event, in: tx)
        }
        mail.wake()
    }

    /// The change that is on its way; nil without one.
    package func emailChange(of session: Session) async throws -> EmailChange? {
        let (subject, now) = (session.subject, clock.now())
        guard
            let row = try await store.read({ tx in try EmailChangeRecords(tx).change(of: subject, now: now) })
        else { return nil }
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        guard let email = EmailAddress(try await open(row.email, under: permit)) else {
            throw VaultError.damaged
        }
        return EmailChange(email: email, agreed: row.agreed, expiresAt: row.madeAt + EmailChange.lifetime)
    }

    /// Stops the change that is on its way; without one there is nothing to do.
    package func stopEmailChange(for session: Session, from traits: ClientTraits? = nil) async throws {
        try await stopEmailChange(of: session.subject, from: traits) { _ in }
    }

    /// Stops a change by the link that went to the old address.
    /// - Throws: `Problem` `link_expired`.
    package func stopEmailChange(by token: Token, from traits: ClientTraits? = nil) async throws {
        let subject = try await subject(of: token, at: .old)
        let tokenIndex = index(of: token, as: .link)
        try await stopEmailChange(of: subject, from: traits) { tx in
            guard try LinkRecords(tx).take(token: tokenIndex) else { throw Problem(.linkExpired) }
        }
    }

    private func stopEmailChange(
        of subject: SubjectID,
        from traits: ClientTraits?,
        _ first: @escaping @Sendable (Transaction) throws -> Void
    ) async throws {
        let event = try await prepare(SecurityEvent(.emailChangeStopped, from: traits), of: subject)
        try await store.write { tx in
            try AccountRecords(tx).lock(subject)
            try first(tx)
            if try EmailChangeRecords(tx).delete(of: subject) { try note(event, in: tx) }
        }
    }

    private struct NewLink: Sendable {
        let use: LinkUse
        let id: RowID
        let token: Data
    }

    /// Whose link it is.
    func subject(of token: Token, at end: EmailChange.End) async throws -> SubjectID {
        let (tokenIndex, now) = (index(of: token, as: .link), clock.now())
        let link = try await store.read { tx in
            try LinkRecords(tx).link(token: tokenIndex, for: end.use, now: now)
        }
        guard let link else { throw Problem(.linkExpired) }
        return link.subject
    }

    private func sealed(
        _ email: EmailAddress,
        _ index: Data,
        isOpen: Bool,
        for session: Session
    ) async throws -> SealedEmailChange {
        let permit = try await gate.permit(ManageAccount.self, for: session.subject)
        let id: RowID = ids.next()
        return SealedEmailChange(
            id: id,
            subject: session.subject,
            emailIndex: index,
            email: try await seal(email.text, at: .emailChange(id), under: permit),
            isOpen: isOpen,
            session: session.id,
            madeAt: clock.now()
        )
    }

    /// To the old address, where it is agreed to or stopped.
    private func letter(
        to account: Account,
        about change: SealedEmailChange,
        with token: Token
    ) async throws -> SealedLetter {
        let language = account.preferences.language
        let values: [MailPlaceholder: String] = [
            .link: links.oldEmail(token, language), .time: (change.madeAt + EmailChange.lifetime).inMail,
        ]
        let letter = try Letter(.emailChangeNotice, to: account.email, in: language, values: values)
        return try await mail.seal(letter, for: account.subject)
    }

    /// To the new address, or to whoever has an account with it.
    private func letter(
        to email: EmailAddress,
        of account: Account,
        about change: SealedEmailChange,
        with token: Token
    ) async throws -> SealedLetter {
        let language = account.preferences.language
        let end = (change.madeAt + EmailChange.lifetime).inMail
        let letter =
            change.isOpen
            ? try Letter(
                .emailChangeConfirm,
                to: email,
                in: language,
                values: [.link: links.newEmail(token, language), .time: end]
            )
            : try Letter(.emailChangeInUse, to: email, in: language, values: [.link: links.signIn(language)])
        return try await mail.seal(letter, for: account.subject)
    }
}
