import FoundationEssentials
package import Kernel
import Purposes
import Vault

extension Mail {
    /// Seals a letter under its subject's key, outside of any transaction; `add` then queues it.
    /// - Throws: `Problem` when the subject may not be written to: `erased`, `restricted`, `no_consent`, `objected`.
    package func seal(_ letter: Letter, for subject: SubjectID) async throws -> SealedLetter {
        let id: RowID = ids.next()
        let now = clock.now()
        try await requireLeave(for: letter.kind.mailClass, to: letter.recipient, of: subject)
        let plain = try JSONEncoder().encode(StoredLetter(letter))
        return SealedLetter(
            id: id,
            subject: subject,
            kind: letter.kind,
            letter: try await sealed(plain, at: .letter(id), letter.kind.mailClass, subject),
            madeAt: now,
            expiresAt: now + Self.lifetime
        )
    }

    /// Under the purpose that the mail's class has.
    private func sealed(
        _ plain: Data,
        at place: SealedPlace,
        _ mailClass: MailClass,
        _ subject: SubjectID
    ) async throws -> Sealed {
        switch mailClass {
        case .service, .update:
            let permit = try await gate.permit(NotifyByMail.self, for: subject)
            return try await vault.seal(plain, at: place, under: permit)
        case .marketing:
            let permit = try await gate.permit(SendNews.self, for: subject)
            return try await vault.seal(plain, at: place, under: permit)
        }
    }

    /// Opens what `seal` made, under the purpose that the mail's class has now.
    func opened(_ waiting: SealedLetter) async throws -> Data {
        switch waiting.kind.mailClass {
        case .service, .update:
            let permit = try await gate.permit(NotifyByMail.self, for: waiting.subject)
            return try await vault.open(waiting.letter, under: permit)
        case .marketing:
            let permit = try await gate.permit(SendNews.self, for: waiting.subject)
            return try await vault.open(waiting.letter, under: permit)
        }
    }
}

extension SealedPlace {
    static func letter(_ id: RowID) -> SealedPlace { SealedPlace("mail_outbox", "letter", row: id) }
}
