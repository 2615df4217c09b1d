import FoundationEssentials
package import Kernel
import Mail
import Purposes
import Store
import Vault

extension Accounts {
    /// Writes to an address how to set a new password, or that it has no account.
    ///
    /// Both cases make a key, a link, rows and a mail alike; the mail is sealed for a correspondent, whom the next day erases.
    package func requestReset(of email: EmailAddress, in language: Language) async throws {
        let (index, token, now) = (index(of: email), Token(randomness), clock.now())
        let correspondent: SubjectID = ids.next()
        try await ring.makeKey(for: correspondent)
        let found = try await store.read { tx in try AccountRecords(tx).account(email: index) }
        let recipient = try await recipient(typed: email, of: found, otherwise: correspondent)
        // Both letters are written, so that neither case takes longer than the other.
        let unknown = try Letter(
            .resetUnknown,
            to: recipient,
            in: language,
            values: [.link: links.signUp(language)]
        )
        let known = try Letter(
            .resetPassword,
            to: recipient,
            in: language,
            values: [.link: links.reset(token, language), .time: (now + LinkUse.reset.lifetime).inMail]
        )
        let letter = try await mail.seal(found == nil ? unknown : known, for: correspondent)
        // The same nobody each time: asking again replaces a link here too.
        let link = Link(subject: found?.subject ?? nobody(at: index), use: found == nil ? .nothing : .reset)
        let (mail, tokenIndex, id): (Mail, Data, RowID) = (mail, self.index(of: token, as: .link), ids.next())
        try await store.write { tx in
            try CorrespondentRecords(tx).insert(correspondent, until: now + Correspondent.lifetime)
            try LinkRecords(tx).deleteAll(of: link.subject, for: link.use)
            try LinkRecords(tx).insert(link, id: id, token: tokenIndex, now: now)
            try mail.add(letter, in: tx)
        }
        mail.wake()
    }

    /// Sets a new password by a link, and ends every session; a second factor stays.
    /// - Throws: `Problem` `link_expired`.
    package func reset(
        by token: Token,
        to password: Password,
        from traits: ClientTraits? = nil
    ) async throws {
        let (tokenIndex, now) = (index(of: token, as: .link), clock.now())
        guard
            let link = try await store.read({ tx in
                let links = LinkRecords(tx)
                return try links.link(token: tokenIndex, for: .reset, now: now)
                    ?? links.link(token: tokenIndex, for: .invitation, now: now)
            })
        else { throw Problem(.linkExpired) }
        let event = SecurityEvent(.passwordReset, from: traits)
        try await set(password, of: link.subject, noting: event) { tx in
            guard try LinkRecords(tx).take(token: tokenIndex) else { throw Problem(.linkExpired) }
            _ = try SessionRecords(tx).endAll(of: link.subject, but: nil)
        }
    }

    /// Changes the password of somebody who has just shown that it is them, and ends their other sessions.
    /// - Throws: `Problem` `reauthenticate`.
    package func change(
        password: Password,
        for session: Session,
        from traits: ClientTraits? = nil
    ) async throws {
        try requireFresh(session)
        let event = SecurityEvent(.passwordChanged, from: traits)
        try await set(password, of: session.subject, noting: event) { tx in
            _ = try SessionRecords(tx).endAll(of: session.subject, but: session.id)
        }
    }

    /// Stores a password's hash together with what `more` does, and tells the person.
    ///
    /// A change of address that somebody else may have begun with the old one ends with it.
    private func set(
        _ password: Password,
        of subject: SubjectID,
        noting event: SecurityEvent,
        _ more: @escaping @Sendable (Transaction) throws -> Void
    ) async throws {
        let account = try await account(of: subject)
        try rules.judge(password, for: account.email)
        let hash = try await passwords.hash(password)
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let sealed = try await seal(hash.text, at: .account(subject, "password"), under: permit)
        var values: [MailPlaceholder: String] = [
            .link: links.forgotten(account.language), .time: clock.now().inMail,
        ]
        values[.device] = event.traits?.device
        values[.place] = event.traits?.network
        let letter = try await mail.seal(
            Letter(.passwordChanged, to: account.email, in: account.language, values: values),
            for: subject
        )
        let (mail, event) = (mail, try await prepare(event, of: subject))
        try await store.write { tx in
            try AccountRecords(tx).lock(subject)
            try more(tx)
            // Whoever has shown the old password only shall not go on with it.
            try HalfWayRecords(tx).deleteAll(of: subject)
            try AccountRecords(tx).setPassword(sealed, of: subject)
            try EmailChangeRecords(tx).delete(of: subject)
            try note(event, in: tx)
            try mail.add(letter, in: tx)
        }
        mail.wake()
    }
}
