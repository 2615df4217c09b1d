package import Kernel
package import Purposes
package import Queue
package import Store
package import Vault

/// Mails to people: the single way out for them.
///
/// A mail is one of a closed list, is queued by the transaction that gives cause to it, and needs a permit when it is
/// written down and again when it goes out. What waits lies sealed under its subject's key.
package struct Mail: Sendable {
    /// How long a mail is tried; after that nobody waits for it.
    package static let lifetime: Duration = .days(2)
    /// How long the default transport's files stay.
    package static let fileLifetime: Duration = .days(7)

    let store: any Store
    let vault: Vault
    let gate: PurposeGate
    let queue: Queue
    let press: MailPress
    let transport: any MailTransport
    let readers: any UpdateReaders
    let clock: Clock
    let ids: IDs
    let checkpoint: Checkpoint

    /// The queue is one with `QueueSettings.mail`, over the same store as the others.
    package init(
        store: any Store,
        vault: Vault,
        gate: PurposeGate,
        queue: Queue,
        press: MailPress,
        transport: any MailTransport,
        readers: any UpdateReaders,
        clock: Clock,
        ids: IDs,
        checkpoint: Checkpoint
    ) {
        self.store = store
        self.vault = vault
        self.gate = gate
        self.queue = queue
        self.press = press
        self.transport = transport
        self.readers = readers
        self.clock = clock
        self.ids = ids
        self.checkpoint = checkpoint
    }

    /// Tells this process's mail worker that there is a mail to send; call it once the transaction has committed.
    package func wake() {
        queue.wake()
    }

    func mark(of subject: SubjectID) -> RecipientMark {
        RecipientMark(vault.index(subject.value.bytes, as: "outbox file"))
    }
}

extension QueueSettings {
    /// For mails: tried for two days, at last hourly; a server that is told to stop waits for none for long.
    package static var mail: QueueSettings {
        var settings = QueueSettings()
        settings.slots = 4
        settings.poll = .seconds(5)
        settings.tries = 60
        settings.longestBackoff = .hours(1)
        settings.patience = .seconds(5)
        return settings
    }
}
