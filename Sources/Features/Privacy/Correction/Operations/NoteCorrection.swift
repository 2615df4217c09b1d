import FoundationEssentials
package import Kernel
import Purposes
import Queue
package import Store
import Vault

/// The note that copies are to follow, sealed outside of any transaction.
package struct PreparedCorrection: Sendable {
    let id: RowID
    let subject: SubjectID
    let old: Sealed
    let madeAt: Timestamp
}

extension CorrectionRelay {
    /// Seals the address that is about to be somebody's no more.
    package func prepare(from old: EmailAddress, of subject: SubjectID) async throws -> PreparedCorrection {
        let permit = try await gate.permit(HonourRights.self, for: subject)
        let id: RowID = ids.next()
        return PreparedCorrection(
            id: id,
            subject: subject,
            old: try await vault.seal(Data(old.text.utf8), at: .correction(id), under: permit),
            madeAt: clock.now()
        )
    }

    /// Notes the correction down in the transaction that changes the address; call `wake` once that has committed.
    package func add(_ correction: PreparedCorrection, in tx: Transaction) throws {
        try CorrectionRecords(tx).insert(correction)
        try queue.add(
            NewWork(CarryCorrection.type, on: correction.id.value, of: correction.subject),
            in: tx
        )
    }

    package func wake() { queue.wake() }

    /// Queues again what was begun and never finished: after tries that all failed, after a restored backup.
    /// - Returns: how many corrections were open.
    @discardableResult
    package func resume() async throws -> Int {
        let queue = queue
        let open = try await store.write { tx in
            let open = try CorrectionRecords(tx).open(limit: Self.resumeLimit)
            for row in open {
                try queue.add(NewWork(CarryCorrection.type, on: row.id.value, of: row.subject), in: tx)
            }
            return open.count
        }
        if open > 0 { queue.wake() }
        return open
    }

    private static let resumeLimit = 1_000
}
