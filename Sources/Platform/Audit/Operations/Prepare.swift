import Crypto
import FoundationEssentials
package import Kernel
import Purposes
import Vault

/// An act that is ready to be logged: everything sealed, nothing stored.
package struct PreparedAct: Sendable {
    enum Record: Sendable {
        case about(SubjectID, id: RowID, details: Sealed)
        case aboutNobody(details: Data, salt: Data)
    }

    let leaf: AuditLeaf
    let record: Record
}

extension AuditLog {
    private static let saltLength = 32

    /// Makes ready what `append` stores: salts, commits to and seals the details, outside of any transaction.
    ///
    /// The subject is whom the act is about, not who does it; nil when it is about nobody.
    /// - Throws: `AuditMistake` for details that the act does not declare; `Problem` `erased` when the subject has no key.
    package func prepare(
        _ act: AuditAct,
        about subject: SubjectID?,
        _ details: AuditDetails = [:]
    ) async throws -> PreparedAct {
        try details.check(for: act)
        guard let subject else { return prepare(act, details) }
        let (id, bytes): (RowID, Data) = (ids.next(), details.canonical)
        let permit = try await gate.permit(AccountForActs.self, for: subject)
        let salted = SaltedAct(bytes, salt: try await vault.auditSalt(of: id, under: permit))
        let sealed = try await vault.seal(bytes, at: .auditDetails(of: id), under: permit)
        return PreparedAct(
            leaf: AuditLeaf(
                type: act.rawValue,
                at: clock.now(),
                subjectRef: salted.ref,
                commitment: salted.commitment
            ),
            record: .about(subject, id: id, details: sealed)
        )
    }

    private func prepare(_ act: AuditAct, _ details: AuditDetails) -> PreparedAct {
        let (salt, bytes) = (Data(randomness.bytes(Self.saltLength)), details.canonical)
        let salted = SaltedAct(bytes, salt: SymmetricKey(data: salt))
        return PreparedAct(
            leaf: AuditLeaf(
                type: act.rawValue,
                at: clock.now(),
                subjectRef: nil,
                commitment: salted.commitment
            ),
            record: .aboutNobody(details: bytes, salt: salt)
        )
    }
}
