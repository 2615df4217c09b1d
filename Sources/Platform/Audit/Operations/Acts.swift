package import Kernel
package import Purposes
import Store
import Vault

/// An act as the person whom it is about may read it.
package struct OpenedAct: Hashable, Sendable {
    /// The leaf's number, for a proof.
    package let number: Int
    package let act: AuditAct?
    package let at: Timestamp
    /// Nil when they do not fit the leaf any more: somebody changed one of the two.
    package let details: AuditDetails?
}

/// Some of a person's acts.
package struct ActPage: Sendable {
    package let acts: [OpenedAct]
    /// Where the next page begins; nil on the last.
    package let next: Int?
}

extension AuditLog {
    /// What was done with the data of the permit's subject, newest first.
    ///
    /// A page begins before the `next` of the one before it, or with the newest act; nil acts are all of them.
    package func acts<P>(
        _ kinds: Set<AuditAct>? = nil,
        before leaf: Int? = nil,
        limit: Int,
        under permit: borrowing Permit<P>
    ) async throws -> ActPage {
        let subject = permit.subject
        let rows = try await store.read { tx in
            try DetailRecords(tx).acts(kinds, of: subject, before: leaf ?? .max, limit: limit + 1)
        }
        var acts: [OpenedAct] = []
        for row in rows.prefix(limit) { acts.append(try await open(row, under: permit)) }
        return ActPage(acts: acts, next: rows.count > limit ? acts.last?.number : nil)
    }

    private func open<P>(_ row: SealedAct, under permit: borrowing Permit<P>) async throws -> OpenedAct {
        OpenedAct(
            number: row.number,
            act: AuditAct(rawValue: row.leaf.type),
            at: row.leaf.at,
            details: try await details(of: row, under: permit)
        )
    }

    private func details<P>(
        of row: SealedAct,
        under permit: borrowing Permit<P>
    ) async throws -> AuditDetails? {
        do {
            let bytes = try await vault.open(row.details, under: permit)
            let salted = SaltedAct(bytes, salt: try await vault.auditSalt(of: row.id, under: permit))
            let fits = salted.ref == row.leaf.subjectRef && salted.commitment == row.leaf.commitment
            return fits ? AuditDetails(canonical: bytes) : nil
        } catch VaultError.damaged {
            return nil
        }
    }
}
