import FoundationEssentials
import Kernel
import Mail
import Purposes
import Store
import Vault

extension Accounts {
    /// What the browser is asked with when the person wants a passkey.
    /// - Throws: `Problem` `reauthenticate`, `too_many_passkeys`, `not_found` on a host without passkeys.
    package func passkeyCreation(for session: Session) async throws -> PasskeyCreationOptions {
        try requireFresh(session)
        let (party, subject) = (try passkeySite(), session.subject)
        let known = try await opened(passkeysOf: subject)
        guard known.count < PasskeyRow.most else { throw Self.tooManyPasskeys }
        let email = try await account(of: subject).email.text
        return party.creationOptions(
            for: try handle(of: subject),
            named: email,
            challenge: try await challenge(for: .making(session.id)),
            besides: known
        )
    }

    /// Keeps a passkey that was made, and tells the person.
    /// - Throws: `Problem` `reauthenticate`, `passkey_refused` for an answer that is none or a passkey that is known,
    ///   `too_many_passkeys`.
    package func add(
        _ registration: PasskeyRegistration,
        named name: DisplayName,
        for session: Session,
        from traits: ClientTraits
    ) async throws -> PasskeyLine {
        try requireFresh(session)
        let (party, subject, now) = (try passkeySite(), session.subject, clock.now())
        let challenge = try await takeChallenge(
            registration.claimedChallenge,
            for: .making(session.id)
        )
        let passkey: Passkey
        do throws(PasskeyRefusal) {
            passkey = try party.verify(registration, answering: challenge)
        } catch {
            throw error.problem
        }
        let row = try await sealed(passkey, named: name, of: subject)
        let index = index(ofPasskey: passkey.id)
        let notice = try await prepare(
            .passkeyAdded,
            noting: SecurityEvent(.factorAdded, by: .passkey, from: traits),
            of: subject
        )
        try await store.write { tx in
            let passkeys = PasskeyRecords(tx)
            guard try passkeys.passkey(index: index) == nil else { throw Problem(.passkeyRefused) }
            guard try passkeys.count(of: subject) < PasskeyRow.most else { throw Self.tooManyPasskeys }
            try passkeys.insert(row, index: index)
            try SessionRecords(tx).noteSecondFactor(in: session.id, now: now)
            try add(notice, in: tx)
        }
        mail.wake()
        return PasskeyLine(id: row.id, name: name, madeAt: now, usedAt: nil)
    }

    /// The person's passkeys, the oldest first.
    package func passkeys(of session: Session) async throws -> [PasskeyLine] {
        let subject = session.subject
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let rows = try await store.read { tx in try PasskeyRecords(tx).passkeys(of: subject) }
        var lines: [PasskeyLine] = []
        for row in rows {
            let name = String(decoding: try await vault.open(row.name, under: permit), as: UTF8.self)
            lines.append(
                PasskeyLine(
                    id: row.id,
                    name: try DisplayName(name),
                    madeAt: row.madeAt,
                    usedAt: row.usedAt
                )
            )
        }
        return lines
    }

    /// Calls a passkey something else.
    /// - Throws: `Problem` `reauthenticate`; `not_found`, for other people's passkeys too.
    package func rename(
        _ id: PasskeyID,
        to name: DisplayName,
        for session: Session
    ) async throws {
        try requireFresh(session)
        let subject = session.subject
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let sealed = try await vault.seal(Data(name.text.utf8), at: .passkey(id, "name"), under: permit)
        guard
            try await store.write({ tx in try PasskeyRecords(tx).rename(id, to: sealed, of: subject) })
        else { throw Problem(.notFound) }
    }

    /// Forgets a passkey, and tells the person.
    /// - Throws: `Problem` `reauthenticate`; `not_found`, for other people's passkeys too.
    package func remove(
        _ id: PasskeyID,
        for session: Session,
        from traits: ClientTraits
    ) async throws {
        try requireFresh(session)
        let subject = session.subject
        let notice = try await prepare(
            .passkeyRemoved,
            noting: SecurityEvent(.factorRemoved, by: .passkey, from: traits),
            of: subject
        )
        try await store.write { tx in
            guard try PasskeyRecords(tx).delete(id, of: subject) else { throw Problem(.notFound) }
            try requireFactorLeft(to: subject, in: tx)
            try FactorRecords(tx).deleteUselessCodes(of: subject)
            try add(notice, in: tx)
        }
        mail.wake()
    }

    func opened(passkeysOf subject: SubjectID) async throws -> [Passkey] {
        var passkeys: [Passkey] = []
        for row in try await store.read({ tx in try PasskeyRecords(tx).passkeys(of: subject) }) {
            passkeys.append(try await open(row))
        }
        return passkeys
    }

    private func sealed(
        _ passkey: Passkey,
        named name: DisplayName,
        of subject: SubjectID
    ) async throws -> PasskeyRow {
        let id: PasskeyID = ids.next()
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let plain = try JSONEncoder().encode(StoredPasskey(passkey))
        return PasskeyRow(
            id: id,
            subject: subject,
            credential: try await vault.seal(plain, at: .passkey(id, "credential"), under: permit),
            name: try await vault.seal(Data(name.text.utf8), at: .passkey(id, "name"), under: permit),
            signCount: passkey.signCount,
            isBackedUp: passkey.isBackedUp,
            madeAt: clock.now(),
            usedAt: nil
        )
    }

    private static var tooManyPasskeys: Problem {
        Problem(.tooManyPasskeys, ["limit": "\(PasskeyRow.most)"])
    }
}
