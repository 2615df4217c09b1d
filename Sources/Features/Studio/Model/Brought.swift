package import FoundationEssentials
package import Kernel

/// A job that another installation did, as an archive tells it; nothing of it is believed yet.
package struct BroughtJob: Sendable {
    let id: JobID
    let prompt: String
    let model: String
    let style: String?
    let task: String
    let status: String
    let failure: String?
    let notes: String?
    let width: Int
    let height: Int
    let count: Int
    let seed: Int
    let price: Int
    /// As it is stored, JSON.
    let settings: String?
    let inputs: [BroughtInput]
    let parent: ImageID?

    package init(
        id: JobID,
        prompt: String,
        model: String,
        style: String?,
        task: String,
        status: String,
        failure: String?,
        notes: String?,
        width: Int,
        height: Int,
        count: Int,
        seed: Int,
        price: Int,
        settings: String? = nil,
        inputs: [BroughtInput] = [],
        parent: ImageID?
    ) {
        self.id = id
        self.prompt = prompt
        self.model = model
        self.style = style
        self.task = task
        self.status = status
        self.failure = failure
        self.notes = notes
        self.width = width
        self.height = height
        self.count = count
        self.seed = seed
        self.price = price
        self.settings = settings
        self.inputs = inputs
        self.parent = parent
    }
}

/// A picture that a brought job worked on, brought as well or not.
package struct BroughtInput: Sendable {
    let image: ImageID
    let role: String

    package init(_ image: ImageID, role: String) {
        self.image = image
        self.role = role
    }
}

/// A picture that another installation made, with its bytes.
package struct BroughtPicture: Sendable {
    let id: ImageID
    let job: JobID
    let bytes: Data
    let position: Int
    let seed: Int
    let source: String
    let kind: String
    /// Of the file that an upload was; nil for a picture that was made.
    let name: String?
    let isFavourite: Bool
    let parent: ImageID?

    package init(
        id: ImageID,
        job: JobID,
        bytes: Data,
        position: Int,
        seed: Int,
        source: String,
        kind: String = "picture",
        name: String? = nil,
        isFavourite: Bool = false,
        parent: ImageID?
    ) {
        self.id = id
        self.job = job
        self.bytes = bytes
        self.position = position
        self.seed = seed
        self.source = source
        self.kind = kind
        self.name = name
        self.isFavourite = isFavourite
        self.parent = parent
    }
}

/// Pictures that were kept together elsewhere, brought as well or not.
package struct BroughtCollection: Sendable {
    let id: CollectionID
    let name: String
    let images: [ImageID]

    package init(id: CollectionID, name: String, images: [ImageID]) {
        self.id = id
        self.name = name
        self.images = images
    }
}
