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
    /// The permit to watch over somebody's account; nil where nobody may, and people sign in all the same: an objection to it was
    /// granted, or its balancing was not looked at again in time.
    func watchPermit(for subject: SubjectID) async throws -> Permit<SecureService>? {
        do {
            return try await gate.permit(for: subject)
        } catch let problem as Problem where [.objected, .notInPolicyVersion].contains(problem.code) {
            return nil
        }
    }

    /// Makes ready what `note` stores, outside of any transaction: sealing needs the key ring.
    ///
    /// Nil for somebody who is not watched over.
    /// - Throws: `Problem` `erased` when the subject has no key.
    package func prepare(_ event: SecurityEvent, of subject: SubjectID) async throws -> PreparedEvent? {
        guard let permit = try await watchPermit(for: subject) else { return nil }
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
    package func note(_ event: PreparedEvent?, in tx: Transaction) throws {
        if let event { try EventRecords(tx).insert(event) }
    }

    /// Notes an event that belongs to no other change.
    package func note(_ event: SecurityEvent, of subject: SubjectID) async throws {
        guard let prepared = try await prepare(event, of: subject) else { return }
        try await store.write { tx in try EventRecords(tx).insert(prepared) }
    }
}
