import Engines
import FoundationEssentials
import Kernel
import Store
import Vault

/// A job as it lies in the database: its personal parts sealed.
struct JobRow: Sendable {
    let id: JobID
    let subject: SubjectID
    let status: Job.Status
    let task: String
    let model: String
    let style: String?
    let prompt: Sealed
    let size: PixelSize
    let count: Int
    let seed: Seed
    let price: Credits
    let parent: ImageID?
    let notes: Sealed?
    /// The task's details, JSON; nil for tasks that have none.
    let settings: Sealed?
    let failure: String?
    let revision: Int
    let createdAt: Timestamp
    let finishedAt: Timestamp?
    /// The key it was ordered with.
    var key: APIKeyID?
}

extension SealedPlace {
    static func prompt(of job: JobID) -> SealedPlace { SealedPlace("studio_job", "prompt", row: job) }

    static func settings(of job: JobID) -> SealedPlace { SealedPlace("studio_job", "settings", row: job) }
    static func memory(of image: ImageID) -> SealedPlace {
        SealedPlace("studio_image", "memory", row: image)
    }

    static func name(of image: ImageID) -> SealedPlace { SealedPlace("studio_image", "name", row: image) }

    static func notes(of job: JobID) -> SealedPlace { SealedPlace("studio_job", "notes", row: job) }
}

extension Job {
    init(
        _ row: JobRow,
        prompt: Prompt,
        settings: JobSettings?,
        inputs: [JobInput],
        notes: [Note],
        images: [Image],
        progress: Progress
    ) {
        id = row.id
        status = row.status
        task = Model.Task(rawValue: row.task) ?? .generate
        model = row.model
        style = row.style
        self.prompt = prompt
        size = row.size
        count = row.count
        seed = row.seed
        price = row.price
        self.progress = progress.fraction
        stage = progress.stage
        createdAt = row.createdAt
        finishedAt = row.finishedAt
        self.inputs = inputs
        self.settings = settings
        parent = row.parent
        self.images = images
        self.notes = notes
        failure = row.failure.flatMap { Problem.Code(rawValue: $0) }
        revision = row.revision
        key = row.key
    }

    struct Progress {
        let stage: String
        let fraction: Double
    }
}
