import FoundationEssentials
package import Kernel
import Purposes
package import Queue
import Store
import Vault

extension CorrectionRelay {
    /// The work that carries corrections to copies; `address` tells where somebody is written to now.
    package func work(
        reaching copies: [any CorrectableCopy],
        now address: @escaping @Sendable (SubjectID) async throws -> EmailAddress?
    ) -> [any WorkHandler] {
        [CarryCorrection(relay: self, copies: copies, address: address)]
    }
}

/// Puts every copy of one old address right, then forgets the old address.
///
/// Several changes in a row all lead to the address of today, in whatever order they are carried.
struct CarryCorrection: WorkHandler {
    static let type = WorkType(rawValue: "privacy.correct")

    let relay: CorrectionRelay
    let copies: [any CorrectableCopy]
    let address: @Sendable (SubjectID) async throws -> EmailAddress?

    var type: WorkType { Self.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let id = RowID(work.target)
        if let row = try await relay.store.read({ tx in try CorrectionRecords(tx).row(id) }) {
            do {
                try await carry(row)
            } catch let problem as Problem where problem.code == .erased {
                // Whoever is gone has no copies left to put right.
            }
        }
        let queue = relay.queue
        try await relay.store.write { tx in
            try CorrectionRecords(tx).delete(id)
            try queue.finish(work, in: tx)
        }
        try await relay.store.scrub()
    }

    /// Nothing to settle: the row stays, and the next sweep queues the work again.
    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {}

    private func carry(_ row: PreparedCorrection) async throws {
        guard let new = try await address(row.subject) else { return }
        let permit = try await relay.gate.permit(HonourRights.self, for: row.subject)
        let text = String(decoding: try await relay.vault.open(row.old, under: permit), as: UTF8.self)
        guard let old = EmailAddress(text), old != new else { return }
        let corrected = CorrectedAddress(old: old, new: new, changedAt: row.madeAt)
        for copy in copies { try await copy.correct(corrected, of: row.subject) }
    }
}
