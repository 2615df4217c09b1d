package import Engines
package import Imaging
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
    /// The pictures it works on; one may have been deleted since.
    package let inputs: [JobInput]
    /// What it does beside its words; nil where the words are all.
    package let settings: JobSettings?
    /// The picture that its results are other states of.
    package let parent: ImageID?
    package let images: [Image]
    package let notes: [Note]
    package let failure: Problem.Code?
    /// Rises with each stored change; a follower that has seen it has seen everything before it.
    package let revision: Int
    /// The key it was ordered with; nil for a person's own.
    package let key: APIKeyID?
    /// How the picture that is being made looks so far, where its engine shows that.
    package var draft: PictureDraft?
}

/// An immutable picture of a person, without its bytes.
package struct Image: Hashable, Sendable {
    package enum Kind: String, Sendable, SQLConvertible {
        case picture
        /// Says where another picture is to be changed; it is in no gallery.
        case mask
    }

    /// The widths of the stored thumbnails, in pixels.
    package static let thumbnailWidths = [160, 320, 640]

    package let id: ImageID
    package let job: JobID
    package let position: Int
    package let size: PixelSize
    package let seed: Seed
    package let bytes: Int
    /// Of the file as it is stored: PNG, or JPEG for photographs that came as lossy files.
    package let format: ImageFormat
    package let kind: Kind
    /// Whether the person brought it.
    package let isUpload: Bool
    package let source: DigitalSourceType
    package let madeAt: Timestamp
    package let parent: ImageID?
    /// The job's revision at which it was added.
    package let revision: Int
    /// When its person marked it as one they like best.
    package var favouriteAt: Timestamp?
    /// The program that made it, as its provider's own mark says; nil where there is no such mark.
    package var provider: String?

    package var isFavourite: Bool { favouriteAt != nil }
}

/// A picture with what made it.
package struct ImageDetails: Hashable, Sendable {
    package let picture: Image
    package let prompt: Prompt
    package let task: Model.Task
    package let inputs: [JobInput]
    package let settings: JobSettings?
    package let model: String
    package let style: String?
    /// What an upload's file was called, if it had a name.
    package let name: String?
}
