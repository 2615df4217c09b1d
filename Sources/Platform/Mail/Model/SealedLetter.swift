import Kernel
import Vault

/// A letter, sealed for its subject, that a transaction can put into the outbox.
package struct SealedLetter: Sendable {
    let id: RowID
    let subject: SubjectID
    let kind: MailKind
    let letter: Sealed
    let madeAt: Timestamp
    let expiresAt: Timestamp
}
