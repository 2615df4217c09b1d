package import Kernel
package import Store
package import Vault

/// Who people are to us.
///
/// Today: visitors, who have a token in a cookie and a key of their own, and no name.
package struct Accounts: Sendable {
    let store: any Store
    let vault: Vault
    let ring: KeyRing
    let clock: Clock
    let ids: IDs
    let randomness: Randomness

    package init(
        store: any Store,
        vault: Vault,
        ring: KeyRing,
        clock: Clock,
        ids: IDs,
        randomness: Randomness
    ) {
        self.store = store
        self.vault = vault
        self.ring = ring
        self.clock = clock
        self.ids = ids
        self.randomness = randomness
    }
}
