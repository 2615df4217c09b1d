package import Kernel
import Mail
import Store

extension Accounts {
    /// Lets a person show again that it is them, before something sensitive: by their password and, where there is one, a
    /// second factor.
    ///
    /// Without a code, a second factor that was given in the last ten minutes still counts.
    /// - Returns: the session's new token.
    /// - Throws: `Problem` `credentials_wrong`, `second_factor_wrong`; `reauthenticate` when the code is missing.
    package func prove(
        _ session: Session,
        password: Password,
        code: String? = nil,
        from traits: ClientTraits? = nil
    ) async throws -> Token {
        let (subject, now) = (session.subject, clock.now())
        guard let account = try await store.read({ tx in try AccountRecords(tx).account(of: subject) }),
            try await proves(password, account)
        else { throw Problem(.credentialsWrong) }
        let isOwed = try await secondFactors(of: subject).isSet
        guard isOwed, code != nil || !session.hasFreshSecondFactor(at: now) else {
            return try await renew(session, showing: nil)
        }
        guard let code else { throw Problem(.reauthenticate) }
        let shown = try await judge(.code(code), of: subject, on: .proving(session.id), from: traits)
        return try await renew(session, showing: shown)
    }

    /// Lets a person show by a passkey again that it is them.
    /// - Returns: the session's new token.
    /// - Throws: `Problem` `passkey_refused`, for whatever reason.
    package func prove(_ session: Session, passkey assertion: PasskeyAssertion) async throws -> Token {
        _ = try await verified(assertion, on: .proving(session.id), of: session.subject)
        return try await renew(session, showing: .passkey)
    }

    /// - Throws: `Problem` `reauthenticate` when the person has not shown lately that it is them.
    package func requireFresh(_ session: Session) throws(Problem) {
        guard session.isFresh(at: clock.now()) else { throw Problem(.reauthenticate) }
    }

    private func renew(_ session: Session, showing shown: ShownFactor?) async throws -> Token {
        let (token, now) = (Token(randomness), clock.now())
        let index = index(of: token, as: .session)
        try await store.write { tx in
            if let shown {
                try take(shown, of: session.subject, in: tx)
                try SessionRecords(tx).noteSecondFactor(in: session.id, now: now)
            }
            try SessionRecords(tx).prove(session.id, token: index, now: now)
        }
        mail.wake()
        return token
    }
}
