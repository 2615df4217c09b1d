import FoundationEssentials
package import Kernel
import Mail
import Purposes
import Store
import Vault

/// What somebody says who wants an account and agrees to the terms; nothing else is asked.
package struct SignUp: Sendable {
    let email: EmailAddress
    let password: Password
    let name: DisplayName?
    let language: Language
    let ticket: AgeTicket

    package init(
        email: EmailAddress,
        password: Password,
        name: DisplayName?,
        language: Language,
        ticket: AgeTicket
    ) {
        self.email = email
        self.password = password
        self.name = name
        self.language = language
        self.ticket = ticket
    }
}

extension Accounts {
    /// Keeps a sign-up for a day and writes to its address: to confirm it, or that it has an account already.
    ///
    /// Both cases hash, read, write and send alike, so that nobody learns which it was. A visitor goes on as the account.
    /// - Throws: `Problem` for a weak password, `too_busy` when too many are being hashed.
    package func signUp(_ wish: SignUp, as visitor: Visitor?) async throws {
        try rules.judge(wish.password, for: wish.email)
        let hash = try await passwords.hash(wish.password)
        let subject = try await subject(of: visitor)
        let (index, token) = (index(of: wish.email), Token(randomness))
        let found = try await store.read { tx in try AccountRecords(tx).account(email: index) }
        let row = try await sealed(wish, hash, of: subject, isOpen: found == nil)
        let recipient = try await recipient(typed: wish.email, of: found, otherwise: subject)
        let letter = try await mail.seal(
            letter(to: recipient, wish.language, with: token, until: row.expiresAt, isKnown: found != nil),
            for: subject
        )
        let (mail, tokenIndex) = (mail, self.index(of: token, as: .link))
        // Later than the link's end: a confirmation in its last moment must not lose its key to the sweep.
        let end = row.account.madeAt + Correspondent.lifetime
        try await store.write { tx in
            if visitor == nil { try CorrespondentRecords(tx).insert(subject, until: end) }
            try SignUpRecords(tx).insert(row, token: tokenIndex)
            try mail.add(letter, in: tx)
        }
        mail.wake()
    }

    /// The subject that goes on as the account: the visitor's, or a new one with its key.
    func subject(of visitor: Visitor?) async throws -> SubjectID {
        if let visitor { return visitor.subject }
        let subject: SubjectID = ids.next()
        try await ring.makeKey(for: subject)
        return subject
    }

    private func letter(
        to recipient: EmailAddress,
        _ language: Language,
        with token: Token,
        until end: Timestamp,
        isKnown: Bool
    ) throws -> Letter {
        let (kind, values): (MailKind, [MailPlaceholder: String]) =
            isKnown
            ? (.addressInUse, [.link: links.signIn(language)])
            : (.confirmAddress, [.link: links.confirm(token, language), .time: end.inMail])
        return try Letter(kind, to: recipient, in: language, values: values)
    }

    private func sealed(
        _ wish: SignUp,
        _ hash: PasswordHash,
        of subject: SubjectID,
        isOpen: Bool
    ) async throws -> SignUpRow {
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let (id, now): (RowID, Timestamp) = (ids.next(), clock.now())
        var name: Sealed?
        if let text = wish.name?.text { name = try await seal(text, at: .signUp(id, "name"), under: permit) }
        return SignUpRow(
            id: id,
            account: SealedAccount(
                subject: subject,
                email: try await seal(wish.email.text, at: .signUp(id, "email"), under: permit),
                name: name,
                password: try await seal(hash.text, at: .signUp(id, "password"), under: permit),
                language: wish.language,
                country: try await seal(wish.ticket.country.code, at: .signUp(id, "country"), under: permit),
                band: wish.ticket.band,
                madeAt: now,
                terms: TermsAgreement(version: Terms.version, at: now)
            ),
            emailIndex: index(of: wish.email),
            isOpen: isOpen,
            expiresAt: now + SignUpRow.lifetime
        )
    }
}
