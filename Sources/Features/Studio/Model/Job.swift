package import Engines
package import Kernel
import Store

/// One durable request to make pictures, as its owner sees it.
package struct Job: Hashable, Sendable {
    package enum Status: String, Sendable, CaseIterable, SQLConvertible {
        case queued
        case running
        case succeeded
        case failed
        case canceled

        package var isFinal: Bool { self != .queued && self != .running }
    }

    package let id: JobID
    package let status: Status
    package let task: Model.Task
    package let model: String
    package let style: String?
    package let prompt: Prompt
    package let size: PixelSize
    package let count: Int
    package let seed: Seed
    package let price: Credits
    /// From 0 to 1.
    package let progress: Double
    package let stage: String
    package let createdAt: Timestamp
    package let finishedAt: Timestamp?
    package let images: [Image]
    package let notes: [Note]
    package let failure: Problem.Code?
    /// Rises with each stored change; a follower that has seen it has seen everything before it.
    package let revision: Int
}

/// An immutable picture of a person, without its bytes.
package struct Image: Hashable, Sendable {
    /// The widths of the stored thumbnails, in pixels.
    package static let thumbnailWidths = [160, 320, 640]

    package let id: ImageID
    package let job: JobID
    package let position: Int
    package let size: PixelSize
    package let seed: Seed
    package let bytes: Int
    package let source: DigitalSourceType
    package let madeAt: Timestamp
    package let parent: ImageID?
    /// The job's revision at which it was added.
    package let revision: Int
}

/// A picture with what made it.
package struct ImageDetails: Hashable, Sendable {
    package let picture: Image
    package let prompt: Prompt
    package let model: String
    package let style: String?
}
