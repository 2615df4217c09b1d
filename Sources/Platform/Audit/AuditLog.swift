package import Kernel
package import Purposes
package import Store
package import Vault

/// Who did what with whose data and when: an append-only Merkle log (RFC 6962) that tells nobody whom it is about.
///
/// A leaf holds a type, a time and two values that are random to whoever lacks the act's salt. The salt comes from the
/// subject's own key, and what the act was lies beside the log, sealed under that key: erasing a person makes their leaves
/// unlinkable and their details unreadable, while every root and proof stays valid. `AuditWatch` verifies the log and
/// keeps its checkpoints where whoever changes the database cannot reach.
package struct AuditLog: Sendable {
    let store: any Store
    let vault: Vault
    let gate: PurposeGate
    let clock: Clock
    let ids: IDs
    let randomness: Randomness
    let signer: NoteSigner
    let hashing: TreeHashing

    /// Puts a log together; `hashing` is SHA-256, and tests count what it is asked.
    package init(
        store: any Store,
        vault: Vault,
        gate: PurposeGate,
        clock: Clock,
        ids: IDs,
        randomness: Randomness,
        signer: NoteSigner,
        hashing: TreeHashing = .sha256
    ) {
        self.store = store
        self.vault = vault
        self.gate = gate
        self.clock = clock
        self.ids = ids
        self.randomness = randomness
        self.signer = signer
        self.hashing = hashing
    }

    /// What takes turns: two appends would otherwise read one size.
    static let turn = "audit"
}
