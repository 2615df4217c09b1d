import FoundationEssentials
import Kernel
import Mail
import Purposes
import Store
import Vault

/// A second factor that was shown and fits; `take` uses it up.
enum ShownFactor: Sendable {
    /// A code of the authenticator app, by its secret and period.
    case oneTime(RowID, step: Int64)
    /// A recovery code, by its keyed hash; whether it is left, only `take` tells. With the mail that says it was used.
    case recovery(Data, SealedLetter)
    /// A passkey's signature; its challenge and count are used up already.
    case passkey

    var means: SecurityEvent.Means {
        switch self {
        case .oneTime: .oneTimeCode
        case .recovery: .recoveryCode
        case .passkey: .passkey
        }
    }
}

extension Accounts {
    /// Judges what somebody shows besides their password.
    /// - Throws: `Problem` `second_factor_wrong`, `passkey_refused`.
    func judge(
        _ proof: SecondProof,
        of subject: SubjectID,
        on occasion: PasskeyOccasion,
        from traits: ClientTraits?
    ) async throws -> ShownFactor {
        switch proof {
        case .passkey(let assertion):
            _ = try await verified(assertion, on: occasion, of: subject)
            return .passkey
        case .code(let typed):
            if let code = RecoveryCode(typed) {
                let letter = try await letter(.recoveryCodeUsed, to: subject, from: traits)
                return .recovery(code.index(in: vault, of: subject), letter)
            }
            return try await oneTime(typed, of: subject)
        }
    }

    /// Uses up what was shown: of several that show the same at once, one succeeds.
    /// - Throws: `Problem` `second_factor_wrong`, and the transaction should change nothing.
    func take(
        _ shown: ShownFactor,
        of subject: SubjectID,
        in tx: Transaction
    ) throws {
        switch shown {
        case .oneTime(let id, let step):
            guard try OneTimeRecords(tx).take(step, of: id) else { throw Problem(.secondFactorWrong) }
        case .recovery(let code, let letter):
            guard try RecoveryCodeRecords(tx).take(code, of: subject) else {
                throw Problem(.secondFactorWrong)
            }
            try mail.add(letter, in: tx)
        case .passkey:
            return
        }
    }

    private func oneTime(_ typed: String, of subject: SubjectID) async throws -> ShownFactor {
        guard let row = try await store.read({ tx in try OneTimeRecords(tx).inForce(of: subject) }),
            let step = try await step(of: typed, by: row, of: subject)
        else { throw Problem(.secondFactorWrong) }
        return .oneTime(row.id, step: step)
    }

    /// The period that a typed code belongs to; nil for a wrong, old or used one.
    func step(
        of typed: String,
        by row: OneTimeRow,
        of subject: SubjectID
    ) async throws -> Int64? {
        try await open(row, of: subject).acceptedStep(of: typed, at: clock.now(), after: row.lastStep)
    }

    func open(_ row: OneTimeRow, of subject: SubjectID) async throws -> OneTimeSecret {
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        guard let secret = OneTimeSecret(bytes: try await vault.open(row.secret, under: permit)) else {
            throw VaultError.damaged
        }
        return secret
    }
}

extension Accounts {
    /// Makes sure, in the transaction that removes a factor, that staff keep one.
    /// - Throws: `Problem` `last_second_factor`.
    func requireFactorLeft(to subject: SubjectID, in tx: Transaction) throws {
        guard try StaffRecords(tx).role(of: subject) == nil || FactorRecords(tx).factors(of: subject).isSet
        else { throw Problem(.lastSecondFactor) }
    }
}
