package import Kernel
package import Purposes
package import Queue
package import Store
package import Vault

/// Carries an address that somebody has put right to every copy of the old one.
///
/// The transaction that changes the address notes down that its copies are to follow; they follow as queued work, which is
/// tried again until each copy has been reached, after a crash too. Until then the old address lies sealed in
/// `privacy_correction`, and after that in no place that a copy of it was declared for.
package struct CorrectionRelay: Sendable {
    let store: any Store
    let vault: Vault
    let gate: PurposeGate
    let queue: Queue
    let clock: Clock
    let ids: IDs

    package init(
        store: any Store,
        vault: Vault,
        gate: PurposeGate,
        queue: Queue,
        clock: Clock,
        ids: IDs
    ) {
        self.store = store
        self.vault = vault
        self.gate = gate
        self.queue = queue
        self.clock = clock
        self.ids = ids
    }
}

/// An address that is somebody's no more, and the one that is.
package struct CorrectedAddress: Hashable, Sendable {
    package let old: EmailAddress
    package let new: EmailAddress
    package let changedAt: Timestamp
}

/// Whoever keeps copies of people's addresses; the composition root lists them, and a test compares them with the inventory.
package protocol CorrectableCopy: Sendable {
    /// The columns and folders that it puts right, as the inventory names them: `mail_outbox.letter`.
    static var places: Set<String> { get }

    /// Puts every copy of the old address right; may be called again.
    func correct(_ address: CorrectedAddress, of subject: SubjectID) async throws
}
