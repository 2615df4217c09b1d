package import Billing
package import Blobs
package import Engines
package import Imaging
package import Kernel
package import Provenance
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
    let marker: Marker
    package let models: ModelRegistry
    let engines: [String: any Engine]
    package let limits: StudioLimits
    package let tools: StudioTools
    let clock: Clock
    let ids: IDs
    let randomness: Randomness
    let checkpoint: Checkpoint
    let screening: any Screening
    let listener: any StudioListener
    let turnstile = Turnstile(letting: Self.picturesInMemory)
    /// Of small pictures that are rendered while somebody waits: uploads need not wait for them.
    let proofs = Turnstile(letting: Self.proofsAtOnce)
    let previews = PreviewGate()
    let samples = SampleShelf()
    let drafts = PictureDrafts()
    let broadcast = JobBroadcast()

    /// Brought pictures that are decoded or encoded at the same time; each may hold 300 MB of pixels.
    private static let picturesInMemory = 2
    private static let proofsAtOnce = 2

    /// What can be ordered now.
    package var offeredModels: [Model] { models.offered(at: clock.now()) }

    package init(
        platform: StudioPlatform,
        billing: Billing,
        models: ModelRegistry,
        engines: [String: any Engine],
        limits: StudioLimits,
        tools: StudioTools,
        screening: any Screening = Unscreened(),
        listener: any StudioListener = NobodyListens()
    ) {
        store = platform.store
        vault = platform.vault
        blobs = platform.blobs
        gate = platform.gate
        queue = platform.queue
        imaging = platform.imaging
        marker = Marker(imaging: platform.imaging, marks: platform.marks)
        clock = platform.clock
        ids = platform.ids
        randomness = platform.randomness
        checkpoint = platform.checkpoint
        self.billing = billing
        self.models = models
        self.engines = engines
        self.limits = limits
        self.tools = tools
        self.screening = screening
        self.listener = listener
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
    let marks: any Marks
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
        marks: any Marks,
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
        self.marks = marks
        self.clock = clock
        self.ids = ids
        self.randomness = randomness
        self.checkpoint = checkpoint
    }
}

/// The bounds of what one person may ask for.
package struct StudioLimits: Sendable {
    /// Of models that cost nothing.
    package let freeImages: ImagesPerDay
    /// The same on models that cost whoever runs the server, for those who have an account.
    package let paidImagesPerDay: Int?
    /// Whether those are for people with an account alone.
    package let paidNeedsAccount: Bool
    /// Jobs that wait or run at once.
    package let openJobs: Int
    /// Batches a day that somebody may order; nil without a limit.
    package let batchesPerDay: Int?
    /// Files a day that somebody may bring, masks too; nil without a limit.
    package let uploadsPerDay: Int?
    /// What they may be together, as they are kept; nil without a limit.
    package let uploadedBytesPerDay: Int?

    /// Of these, how many a batch may have: it leaves room for what is ordered beside it.
    package var openJobsOfBatches: Int { (openJobs + 1) / 2 }

    /// A picture takes three calls at most; some bring none.
    static let callsPerPaidImage = 3
    package static let usualBatchesPerDay = 20
    package static let usualUploadsPerDay = 500
    /// 2 GB.
    package static let usualUploadedBytesPerDay = 2_000_000_000

    package init(
        freeImages: ImagesPerDay,
        paidImagesPerDay: Int? = nil,
        paidNeedsAccount: Bool = false,
        openJobs: Int = 20,
        batchesPerDay: Int? = usualBatchesPerDay,
        uploadsPerDay: Int? = usualUploadsPerDay,
        uploadedBytesPerDay: Int? = usualUploadedBytesPerDay
    ) {
        self.freeImages = freeImages
        self.paidImagesPerDay = paidImagesPerDay
        self.paidNeedsAccount = paidNeedsAccount
        self.openJobs = openJobs
        self.batchesPerDay = batchesPerDay
        self.uploadsPerDay = uploadsPerDay
        self.uploadedBytesPerDay = uploadedBytesPerDay
    }

    /// The same for everybody.
    package init(
        freeImagesPerDay: Int?,
        openJobs: Int = 20,
        batchesPerDay: Int? = usualBatchesPerDay,
        uploadsPerDay: Int? = usualUploadsPerDay,
        uploadedBytesPerDay: Int? = usualUploadedBytesPerDay
    ) {
        self.init(
            freeImages: ImagesPerDay(freeImagesPerDay),
            openJobs: openJobs,
            batchesPerDay: batchesPerDay,
            uploadsPerDay: uploadsPerDay,
            uploadedBytesPerDay: uploadedBytesPerDay
        )
    }

    /// Whether it matters who orders pictures of the model.
    func countsImages(of model: Model) -> Bool {
        model.isElsewhere ? paidImagesPerDay != nil : freeImages.hasLimits
    }

    func imagesPerDay(of model: Model, for standing: Standing) -> Int? {
        model.isElsewhere ? paidImagesPerDay : freeImages[standing]
    }
}
