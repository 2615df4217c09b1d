package import Imaging
package import Kernel

/// One picture to make.
package struct EngineOrder: Sendable {
    package let prompt: Prompt
    package let size: PixelSize
    package let seed: Seed
    /// One of the model's styles; nil leaves it to the prompt.
    package let style: String?
    /// What is not to be seen, for models that can be told.
    package let negative: Prompt?
    package let task: EngineTask
    /// Pictures that the words speak of, for models that take some.
    package let references: [Picture]
    /// White where the first of them is to change, black elsewhere, in its size; nil for all of it.
    package let mask: Picture?
    /// How the first of the references came about, the oldest first; empty for an order that does not go on with it.
    package let turns: [EngineTurn]
    /// The model that was chosen, and which picture of which job it is: engines that ask servers go by them.
    package let errand: EngineErrand?

    package init(
        prompt: Prompt,
        size: PixelSize,
        seed: Seed,
        style: String?,
        negative: Prompt? = nil,
        task: EngineTask = .generate,
        references: [Picture] = [],
        mask: Picture? = nil,
        turns: [EngineTurn] = [],
        errand: EngineErrand? = nil
    ) {
        self.prompt = prompt
        self.size = size
        self.seed = seed
        self.style = style
        self.negative = negative
        self.task = task
        self.references = references
        self.mask = mask
        self.turns = turns
        self.errand = errand
    }
}

/// For whom and as which model a picture is made.
package struct EngineErrand: Sendable {
    package let model: Model
    package let picture: PictureKey

    package init(model: Model, picture: PictureKey) {
        self.model = model
        self.picture = picture
    }
}

/// Which picture of which job.
package struct PictureKey: Hashable, Sendable {
    package let job: JobID
    package let position: Int
    package let subject: SubjectID

    package init(job: JobID, position: Int, subject: SubjectID) {
        self.job = job
        self.position = position
        self.subject = subject
    }
}
