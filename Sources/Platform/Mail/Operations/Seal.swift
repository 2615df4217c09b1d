import FoundationEssentials
package import Kernel
import Purposes
import Vault

extension Mail {
    /// Seals a letter under its subject's key, outside of any transaction; `add` then queues it.
    /// - Throws: `Problem` when the subject may not be written to: `erased`, `restricted`.
    package func seal(_ letter: Letter, for subject: SubjectID) async throws -> SealedLetter {
        let permit = try await gate.permit(NotifyByMail.self, for: subject)
        let id: RowID = ids.next()
        let now = clock.now()
        let plain = try JSONEncoder().encode(StoredLetter(letter))
        return SealedLetter(
            id: id,
            subject: subject,
            kind: letter.kind,
            letter: try await vault.seal(plain, at: .letter(id), under: permit),
            madeAt: now,
            expiresAt: now + Self.lifetime
        )
    }
}

extension SealedPlace {
    static func letter(_ id: RowID) -> SealedPlace { SealedPlace("mail_outbox", "letter", row: id) }
}
