package import Billing
package import Blobs
package import Engines
package import Imaging
package import Kernel
package import Purposes
package import Queue
package import Store
package import Vault

/// The one way to a picture: every surface submits orders here, and reads jobs and pictures back.
package struct Studio: Sendable {
    let store: any Store
    let vault: Vault
    let blobs: Blobs
    let gate: PurposeGate
    let queue: Queue
    let billing: Billing
    let imaging: Imaging
    package let models: ModelRegistry
    let engines: [String: any Engine]
    package let limits: StudioLimits
    let clock: Clock
    let ids: IDs
    let randomness: Randomness
    let checkpoint: Checkpoint
    let screening: any Screening

    /// What can be ordered now.
    package var offeredModels: [Model] { models.offered(at: clock.now()) }

    package init(
        platform: StudioPlatform,
        billing: Billing,
        models: ModelRegistry,
        engines: [String: any Engine],
        limits: StudioLimits,
        screening: any Screening = Unscreened()
    ) {
        store = platform.store
        vault = platform.vault
        blobs = platform.blobs
        gate = platform.gate
        queue = platform.queue
        imaging = platform.imaging
        clock = platform.clock
        ids = platform.ids
        randomness = platform.randomness
        checkpoint = platform.checkpoint
        self.billing = billing
        self.models = models
        self.engines = engines
        self.limits = limits
        self.screening = screening
    }
}

/// What Studio stands on.
package struct StudioPlatform: Sendable {
    let store: any Store
    let vault: Vault
    let blobs: Blobs
    let gate: PurposeGate
    let queue: Queue
    let imaging: Imaging
    let clock: Clock
    let ids: IDs
    let randomness: Randomness
    let checkpoint: Checkpoint

    package init(
        store: any Store,
        vault: Vault,
        blobs: Blobs,
        gate: PurposeGate,
        queue: Queue,
        imaging: Imaging,
        clock: Clock,
        ids: IDs,
        randomness: Randomness,
        checkpoint: Checkpoint
    ) {
        self.store = store
        self.vault = vault
        self.blobs = blobs
        self.gate = gate
        self.queue = queue
        self.imaging = imaging
        self.clock = clock
        self.ids = ids
        self.randomness = randomness
        self.checkpoint = checkpoint
    }
}

/// The bounds of what one person may ask for.
package struct StudioLimits: Sendable {
    /// Pictures a day on models that cost nothing; nil without a limit.
    package let freeImagesPerDay: Int?
    /// Jobs that wait or run at once.
    package let openJobs: Int

    package init(freeImagesPerDay: Int?, openJobs: Int = 20) {
        self.freeImagesPerDay = freeImagesPerDay
        self.openJobs = openJobs
    }
}
