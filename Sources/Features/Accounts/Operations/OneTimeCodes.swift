package import Kernel
import Mail
import Purposes
import Store
import Vault

/// What a person puts into their authenticator app.
package struct OneTimeProposal: Sendable {
    /// To be typed.
    package let base32: Secret
    /// To be scanned or opened.
    package let address: Secret

    package init(base32: Secret, address: Secret) {
        self.base32 = base32
        self.address = address
    }
}

extension Accounts {
    /// Makes a new secret for the person's app; until its first code comes, whatever was in force stays so.
    /// - Throws: `Problem` `reauthenticate`.
    package func proposeOneTimeCode(for session: Session) async throws {
        try requireFresh(session)
        let (id, now, subject): (RowID, Timestamp, SubjectID) = (ids.next(), clock.now(), session.subject)
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let secret = OneTimeSecret(randomness)
        let sealed = try await vault.seal(secret.bytes, at: .oneTimeSecret(id), under: permit)
        try await store.write { tx in
            try OneTimeRecords(tx).propose(sealed, id: id, of: subject, now: now)
        }
    }

    /// The secret that waits for its first code; nil when there is none.
    /// - Throws: `Problem` `reauthenticate`.
    package func proposedOneTimeCode(for session: Session) async throws -> OneTimeProposal? {
        try requireFresh(session)
        let (subject, now) = (session.subject, clock.now())
        guard
            let row = try await store.read({ tx in try OneTimeRecords(tx).proposed(of: subject, now: now) })
        else { return nil }
        let secret = try await open(row, of: subject)
        let email = try await account(of: subject).email.text
        return OneTimeProposal(
            base32: secret.base32,
            address: secret.address(issuer: site.name, account: email)
        )
    }

    /// Puts the proposed secret in force, by a first code of it, and tells the person.
    /// - Returns: recovery codes, told once, when the account had none.
    /// - Throws: `Problem` `reauthenticate`, `not_found` when nothing waits, `second_factor_wrong`.
    package func confirmOneTimeCode(
        _ typed: String,
        for session: Session,
        from traits: ClientTraits
    ) async throws -> [RecoveryCode] {
        try requireFresh(session)
        let (subject, now) = (session.subject, clock.now())
        guard
            let row = try await store.read({ tx in try OneTimeRecords(tx).proposed(of: subject, now: now) })
        else { throw Problem(.notFound) }
        guard let step = try await step(of: typed, by: row, of: subject) else {
            throw Problem(.secondFactorWrong, field: "code")
        }
        let codes = RecoveryCode.make(randomness)
        let indexes = codes.map { $0.index(in: vault, of: subject) }
        let notice = try await prepare(
            .secondFactorOn,
            noting: SecurityEvent(.factorAdded, by: .oneTimeCode, from: traits),
            of: subject
        )
        let isFirst = try await store.write { tx in
            guard try OneTimeRecords(tx).confirm(row.id, of: subject, step: step) else {
                throw Problem(.notFound)
            }
            try SessionRecords(tx).noteSecondFactor(in: session.id, now: now)
            try add(notice, in: tx)
            guard try RecoveryCodeRecords(tx).count(of: subject) == 0 else { return false }
            try RecoveryCodeRecords(tx).replace(by: indexes, of: subject, now: now)
            return true
        }
        mail.wake()
        return isFirst ? codes : []
    }

    /// Turns the codes of the app off, and tells the person.
    /// - Throws: `Problem` `reauthenticate`, `not_found` when they are off.
    package func removeOneTimeCode(for session: Session, from traits: ClientTraits) async throws {
        try requireFresh(session)
        let subject = session.subject
        let notice = try await prepare(
            .secondFactorOff,
            noting: SecurityEvent(.factorRemoved, by: .oneTimeCode, from: traits),
            of: subject
        )
        try await store.write { tx in
            guard try OneTimeRecords(tx).deleteAll(of: subject) else { throw Problem(.notFound) }
            try requireFactorLeft(to: subject, in: tx)
            try FactorRecords(tx).deleteUselessCodes(of: subject)
            try add(notice, in: tx)
        }
        mail.wake()
    }

    /// Makes ten new recovery codes; the old ones are good no more.
    /// - Returns: the codes, told once.
    /// - Throws: `Problem` `reauthenticate`, `not_found` without a second factor that they could stand in for.
    package func makeRecoveryCodes(
        for session: Session,
        from traits: ClientTraits
    ) async throws -> [RecoveryCode] {
        try requireFresh(session)
        let (subject, now) = (session.subject, clock.now())
        let codes = RecoveryCode.make(randomness)
        let indexes = codes.map { $0.index(in: vault, of: subject) }
        let notice = try await prepare(
            .recoveryCodesMade,
            noting: SecurityEvent(.factorAdded, by: .recoveryCode, from: traits),
            of: subject
        )
        try await store.write { tx in
            guard try FactorRecords(tx).factors(of: subject).isSet else { throw Problem(.notFound) }
            try RecoveryCodeRecords(tx).replace(by: indexes, of: subject, now: now)
            try add(notice, in: tx)
        }
        mail.wake()
        return codes
    }
}
