import Kernel
import Store
import Vault

extension Privacy {
    /// Seals what a hold keeps anew for its keeper, while the person's key is still there; the rest of the account goes.
    ///
    /// May run again after a crash: what was handed over is the keeper's and is found no more.
    func keepHeldRecords(of subject: SubjectID, reporting removal: RemovalID?) async throws {
        let holds = try await holds(on: subject)
        guard !holds.isEmpty, try await ring.holdsKey(of: subject) else { return }
        for hold in holds where !hold.isOrphaned {
            try await content.hand(hold.record, from: subject, to: hold.keeper)
        }
        let retained = holds.map(Retained.init)
        try await store.write(surviving: .powerCut) { tx in
            if let removal { try RemovalRecords(tx).retain(retained, of: removal) }
            for hold in holds { try HoldRecords(tx).orphan(hold) }
        }
    }
}
