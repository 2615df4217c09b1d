import FoundationEssentials
package import Kernel
import Purposes
package import Store
import Vault

/// An event of the security log, sealed, that a transaction can note.
package struct PreparedEvent: Sendable {
    let id: RowID
    let subject: SubjectID
    let details: Sealed
    let at: Timestamp
}

extension Accounts {
    /// Makes ready what `note` stores, outside of any transaction: sealing needs the key ring.
    /// - Throws: `Problem` `erased` when the subject has no key.
    package func prepare(_ event: SecurityEvent, of subject: SubjectID) async throws -> PreparedEvent {
        let permit = try await gate.permit(SecureService.self, for: subject)
        let id: RowID = ids.next()
        let plain = try JSONEncoder().encode(event)
        return PreparedEvent(
            id: id,
            subject: subject,
            details: try await vault.seal(plain, at: .event(id), under: permit),
            at: clock.now()
        )
    }

    /// Notes an event in the transaction of what it is about: both happen or neither does.
    package func note(_ event: PreparedEvent, in tx: Transaction) throws {
        try EventRecords(tx).insert(event)
    }

    /// Notes an event that belongs to no other change.
    package func note(_ event: SecurityEvent, of subject: SubjectID) async throws {
        let prepared = try await prepare(event, of: subject)
        try await store.write { tx in try EventRecords(tx).insert(prepared) }
    }
}
