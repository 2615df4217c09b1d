import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension Accounts {
    /// Lets somebody in whom a provider vouches for.
    ///
    /// An account is never found by the address that a provider tells: whoever owns it connects the provider from inside.
    /// - Throws: `Problem` `openid_no_address` for a newcomer without a verified address, `openid_known_address` for one whose
    ///   address has an account.
    package func enter(by identity: OpenIDIdentity, traits: ClientTraits) async throws -> ProviderEntry {
        let (index, now) = (index(of: identity), clock.now())
        let known = try await store.read { tx in
            try IdentityRecords(tx).subject(index: index).flatMap { try AccountRecords(tx).account(of: $0) }
        }
        if let known {
            try await store.write { tx in try IdentityRecords(tx).noteUse(index: index, now: now) }
            return .known(try await enter(known.subject, by: .provider, traits: traits))
        }
        let email = self.index(of: try identity.address())
        let isTaken = try await store.read { tx in try AccountRecords(tx).account(email: email) != nil }
        guard !isTaken else { throw Problem(.openIDKnownAddress) }
        return .newcomer
    }

    /// Opens an account for a newcomer, whose address the provider has confirmed.
    /// - Throws: `Problem` `openid_known_address` when address or identity got an account meanwhile.
    package func signUp(
        by identity: OpenIDIdentity,
        as wish: ProviderSignUp,
        visitor: Visitor?,
        traits: ClientTraits
    ) async throws -> SignedIn {
        let (email, now) = (try identity.address(), clock.now())
        let subject = try await subject(of: visitor)
        let account = try await sealed(wish, email, of: subject)
        let (emailIndex, new) = (index(of: email), newIdentity(identity))
        let session = try await newSession(of: subject, wish.language, traits)
        try await store.write { tx in
            let accounts = AccountRecords(tx)
            guard try accounts.account(email: emailIndex) == nil, try accounts.account(of: subject) == nil,
                try IdentityRecords(tx).insert(new, of: subject, now: now)
            else { throw Problem(.openIDKnownAddress) }
            try SignUpRecords(tx).deleteAll(of: subject)
            try CorrespondentRecords(tx).delete(subject)
            try VisitorRecords(tx).delete(subject)
            try accounts.insert(account, email: emailIndex, now: now)
            try SessionRecords(tx).insert(session.row, token: session.index, now: now)
        }
        return session.told
    }

    /// Lets a provider open somebody's account from now on.
    /// - Throws: `Problem` `openid_taken` when it opens another's, or another identity of the provider opens theirs.
    package func connect(
        _ identity: OpenIDIdentity,
        to session: Session,
        from traits: ClientTraits
    ) async throws {
        guard identity.errand == .connect(session.subject) else { throw OpenIDFailure.errandWrong }
        let (new, now) = (newIdentity(identity), clock.now())
        let event = SecurityEvent(.factorAdded, by: .provider, from: traits)
        let line = try await prepare(event, of: session.subject)
        try await store.write { tx in
            let identities = IdentityRecords(tx)
            if try identities.subject(index: new.index) == session.subject { return }
            guard try identities.insert(new, of: session.subject, now: now) else {
                throw Problem(.openIDTaken)
            }
            try note(line, in: tx)
        }
    }

    /// The providers that open somebody's account.
    package func connections(of session: Session) async throws -> [Connection] {
        try await store.read { tx in try IdentityRecords(tx).all(of: session.subject) }
    }

    /// Has a provider open the account no longer.
    /// - Throws: `Problem` `reauthenticate`, `not_found`, `last_way_in` when nothing else would open it.
    package func disconnect(
        _ provider: OpenIDProvider.ID,
        for session: Session,
        from traits: ClientTraits
    ) async throws {
        try requireFresh(session)
        let event = SecurityEvent(.factorRemoved, by: .provider, from: traits)
        let line = try await prepare(event, of: session.subject)
        try await store.write { tx in
            guard try IdentityRecords(tx).delete(provider, of: session.subject) else {
                throw Problem(.notFound)
            }
            guard try hasWayIn(session.subject, tx) else { throw Problem(.lastWayIn) }
            try note(line, in: tx)
        }
    }

    private func hasWayIn(_ subject: SubjectID, _ tx: Transaction) throws -> Bool {
        if try AccountRecords(tx).account(of: subject)?.password != nil { return true }
        if try FactorRecords(tx).factors(of: subject).passkeys > 0 { return true }
        return try !IdentityRecords(tx).all(of: subject).isEmpty
    }

    /// The keyed hash by which an identity is found: an issuer's subject, in every letter.
    private func index(of identity: OpenIDIdentity) -> Data {
        let (issuer, subject) = (Data(identity.issuer.utf8), Data(identity.subject.utf8))
        let length = withUnsafeBytes(of: UInt32(issuer.count).bigEndian) { Data($0) }
        return vault.index(length + issuer + subject, as: "provider identity")
    }

    private func newIdentity(_ identity: OpenIDIdentity) -> NewIdentity {
        NewIdentity(id: ids.next(), index: index(of: identity), provider: identity.provider)
    }

    private func sealed(
        _ wish: ProviderSignUp,
        _ email: EmailAddress,
        of subject: SubjectID
    ) async throws -> SealedAccount {
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        var name: Sealed?
        if let text = wish.name?.text {
            name = try await seal(text, at: .account(subject, "name"), under: permit)
        }
        let (country, now) = (wish.ticket.country.code, clock.now())
        return SealedAccount(
            subject: subject,
            email: try await seal(email.text, at: .account(subject, "email"), under: permit),
            name: name,
            password: nil,
            language: wish.language,
            country: try await seal(country, at: .account(subject, "country"), under: permit),
            band: wish.ticket.band,
            madeAt: now,
            terms: TermsAgreement(version: Terms.version, at: now)
        )
    }
}

/// What a newcomer from a provider says who agrees to the terms; the address is the provider's word.
package struct ProviderSignUp: Sendable {
    let name: DisplayName?
    let language: Language
    let ticket: AgeTicket

    package init(
        name: DisplayName?,
        language: Language,
        ticket: AgeTicket
    ) {
        self.name = name
        self.language = language
        self.ticket = ticket
    }
}

extension OpenIDIdentity {
    /// The address that the provider has confirmed.
    /// - Throws: `Problem` `openid_no_address`.
    fileprivate func address() throws(Problem) -> EmailAddress {
        guard let email, isEmailVerified else { throw Problem(.openIDNoAddress) }
        return email
    }
}
