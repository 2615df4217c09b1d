import Kernel
import Store

/// The question over the tables of all second factors.
struct FactorRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func factors(of subject: SubjectID) throws -> SecondFactors {
        try SecondFactors(
            hasOneTimeCode: OneTimeRecords(tx).inForce(of: subject) != nil,
            passkeys: PasskeyRecords(tx).count(of: subject),
            recoveryCodes: RecoveryCodeRecords(tx).count(of: subject)
        )
    }

    /// Recovery codes stand in for a factor; without one they open nothing and go.
    func deleteUselessCodes(of subject: SubjectID) throws {
        guard try !factors(of: subject).isSet else { return }
        try RecoveryCodeRecords(tx).deleteAll(of: subject)
    }
}
