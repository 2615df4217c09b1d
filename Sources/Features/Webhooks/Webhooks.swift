package import Kernel
package import Mail
package import Outbound
package import Purposes
package import Queue
package import Store
package import Vault

/// Notices of what ended here, posted to servers that people name (Standard Webhooks).
///
/// What is told is stored by the transaction in which it happens, and is posted until it was taken, at least once, in no promised
/// order. A notice names things and says how they stand; what they are about stays here and is fetched with a key. Other features
/// know it through protocols of their own, which App wires.
package struct Webhooks: Sendable {
    /// So many an account may have.
    package static let most = 20
    /// So many notices may wait for one receiver; what comes beyond is not told.
    static let mostWaiting = 5_000

    let store: any Store
    let vault: Vault
    let gate: PurposeGate
    /// Its own, so that a receiver that hangs keeps no picture, archive or mail waiting.
    let queue: Queue
    let outbound: Outbound
    let mail: Mail
    let mailboxes: any WebhookMailboxes
    let links: WebhookLinks
    let clock: Clock
    let ids: IDs
    let randomness: Randomness
    let checkpoint: Checkpoint

    package init(
        platform: WebhookPlatform,
        mailboxes: any WebhookMailboxes,
        links: WebhookLinks
    ) {
        store = platform.store
        vault = platform.vault
        gate = platform.gate
        queue = platform.queue
        outbound = platform.outbound
        mail = platform.mail
        clock = platform.clock
        ids = platform.ids
        randomness = platform.randomness
        checkpoint = platform.checkpoint
        self.mailboxes = mailboxes
        self.links = links
    }
}

/// What Webhooks stands on.
package struct WebhookPlatform: Sendable {
    let store: any Store
    let vault: Vault
    let gate: PurposeGate
    let queue: Queue
    let outbound: Outbound
    let mail: Mail
    let clock: Clock
    let ids: IDs
    let randomness: Randomness
    let checkpoint: Checkpoint

    /// The queue is one with `QueueSettings.webhooks`, over the same store as the others.
    package init(
        store: any Store,
        vault: Vault,
        gate: PurposeGate,
        queue: Queue,
        outbound: Outbound,
        mail: Mail,
        clock: Clock,
        ids: IDs,
        randomness: Randomness,
        checkpoint: Checkpoint
    ) {
        self.store = store
        self.vault = vault
        self.gate = gate
        self.queue = queue
        self.outbound = outbound
        self.mail = mail
        self.clock = clock
        self.ids = ids
        self.randomness = randomness
        self.checkpoint = checkpoint
    }
}

extension QueueSettings {
    /// For notices: one item is one receiver's turn, which mostly waits for that receiver.
    package static var webhooks: QueueSettings {
        var settings = QueueSettings()
        settings.slotsElsewhere = 32
        settings.tries = 60
        settings.patience = .seconds(5)
        return settings
    }
}
