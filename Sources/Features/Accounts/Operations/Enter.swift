package import Kernel
import Mail
import Store
import Vault

extension Accounts {
    /// Lets somebody in who has shown who they are; with a second factor that is still owed, half-way only.
    ///
    /// Each way to sign in ends here: by password, by a provider, by passkey. `epoch` is the account's when the proof was
    /// checked.
    /// - Throws: `Problem` `credentials_wrong` when password or address were changed since then.
    package func enter(
        _ subject: SubjectID,
        by proof: EntryProof,
        traits: ClientTraits,
        since epoch: Int? = nil
    ) async throws -> Entry {
        guard let account = try await store.read({ tx in try AccountRecords(tx).account(of: subject) }) else {
            throw Problem(.notFound)
        }
        let new = try await newSession(of: subject, account.language, traits)
        let arrival = try await prepareArrival(of: subject, by: proof.means, from: traits)
        let (token, id, now): (Token, RowID, Timestamp) = (Token(randomness), ids.next(), clock.now())
        let tokenIndex = index(of: token, as: .halfWay)
        let isIn = try await store.write { tx in
            try requireUnchanged(subject, since: epoch, in: tx)
            guard try proof.isBothFactors || !FactorRecords(tx).factors(of: subject).isSet else {
                try HalfWayRecords(tx).insert(id, of: subject, token: tokenIndex, now: now)
                return false
            }
            try admit(arrival, in: tx)
            try SessionRecords(tx).insert(
                new.row,
                token: new.index,
                now: now,
                hasSecondFactor: proof.isBothFactors
            )
            return true
        }
        guard isIn else { return .secondFactorNeeded(token) }
        finish(arrival)
        return .signedIn(new.told)
    }

    /// Who has shown the first factor by this token; nil for an unknown, used or old one, without saying which.
    package func halfWay(_ token: Token) async throws -> HalfWay? {
        let (index, now) = (index(of: token, as: .halfWay), clock.now())
        let found = try await store.read { tx in try HalfWayRecords(tx).halfWay(token: index, now: now) }
        guard let found, try await ring.holdsKey(of: found.subject) else { return nil }
        return found
    }

    /// Goes the second half of the way: begins a session, under a token of its own.
    ///
    /// A try counts before it is judged; the right one uses up the code and the half-way token together.
    /// - Throws: `Problem` `second_factor_wrong`, `passkey_refused`, or `second_step_over` when the first factor has to be
    ///   shown again.
    package func pass(
        _ halfWay: HalfWay,
        by proof: SecondProof,
        traits: ClientTraits
    ) async throws -> SignedIn {
        let (subject, now) = (halfWay.subject, clock.now())
        guard try await store.write({ tx in try HalfWayRecords(tx).spendTry(halfWay.id, now: now) }) else {
            throw Problem(.secondStepOver)
        }
        do {
            let shown = try await judge(proof, of: subject, on: .secondStep(halfWay.id), from: traits)
            let arrival = try await prepareArrival(of: subject, by: shown.means, from: traits)
            let new = try await newSession(of: subject, halfWay.language, traits)
            try await store.write { tx in
                guard try HalfWayRecords(tx).take(halfWay.id, now: now) else {
                    throw Problem(.secondStepOver)
                }
                try take(shown, of: subject, in: tx)
                try admit(arrival, in: tx)
                try SessionRecords(tx).insert(new.row, token: new.index, now: now, hasSecondFactor: true)
            }
            finish(arrival)
            return new.told
        } catch let problem as Problem where [.secondFactorWrong, .passkeyRefused].contains(problem.code) {
            // Somebody knows the first factor: its owner should see that.
            try await note(SecurityEvent(.secondFactorFailed, from: traits), of: subject)
            throw problem
        }
    }

    /// What an account asks for besides its password.
    package func secondFactors(of subject: SubjectID) async throws -> SecondFactors {
        try await store.read { tx in try FactorRecords(tx).factors(of: subject) }
    }
}
