import Blobs
import Engines
import FoundationEssentials
import Imaging
import Kernel
import Purposes
import Store

/// A job's personal parts, opened.
struct JobPlan: Sendable {
    let prompt: Prompt
    let settings: JobSettings?
    let inputs: [JobInput]
}

/// What an engine is to do, and what its pictures were made by.
struct EngineWork: Sendable {
    let name: Model.Task
    let task: EngineTask
    /// Of the different pictures that go into it, without masks.
    let sources: [DigitalSourceType]
    /// Pictures that words speak of, for a model that makes its own of them; the mask lies on the first.
    let references: [Picture]
    let mask: Picture?
    /// How the first of those came about, where the job goes on with it.
    let turns: [EngineTurn]
    /// Everything that was opened for it, masks included.
    let pictures: [ImageID: Picture]
}

extension Studio {
    /// Opens the pictures that a job works on.
    /// - Throws: `EngineError.refused` when one is gone, withheld or damaged: another try would fail the same way.
    func engineWork(
        for job: JobRow,
        _ plan: JobPlan,
        by model: Model,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> EngineWork {
        guard let name = Model.Task(rawValue: job.task) else {
            throw EngineError.refused(Problem(.taskUnsupported))
        }
        var opened = OpenedInputs()
        for input in plan.inputs {
            var (image, pixels) = try await self.opened(input.image, under: permit)
            if case .document(let document) = plan.settings {
                // What is not shown need not be kept in memory beside up to 13 others.
                pixels = try await imaging.resize(pixels, toFit: document.needed(image.id, of: image.size))
            }
            opened.add(input, image, pixels)
        }
        var turns: [EngineTurn] = []
        if case .conversation = plan.settings, let (id, last) = opened.beginning {
            do {
                turns = try await self.turns(upTo: id, last, for: model, under: permit)
            } catch let problem as Problem {
                throw EngineError.refused(problem)
            }
        }
        return EngineWork(
            name: name,
            task: try opened.task(of: plan.settings),
            sources: opened.sources,
            references: opened.references(of: plan.settings),
            mask: opened.mask(of: plan.settings),
            turns: turns,
            pictures: opened.all
        )
    }

    private func opened(
        _ id: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> (image: Image, pixels: Picture) {
        let subject = permit.subject
        guard let image = try await store.read({ tx in try ImageRecords(tx).picture(id, of: subject) }) else {
            throw EngineError.refused(Problem(.inputGone))
        }
        do {
            try await screening.requireShown(id)
            return (image, try await pixels(of: image, under: permit))
        } catch let problem as Problem {
            throw EngineError.refused(problem)
        }
    }

    /// The whole picture, decoded.
    /// - Throws: `Problem` `image_damaged`.
    func pixels(of image: Image, under permit: borrowing Permit<ProvideService>) async throws -> Picture {
        let form = StoredForm(of: image, atLeast: nil)
        guard let blob = try await blobs.open(form.name, under: permit) else { throw Problem(.imageDamaged) }
        return try await imaging.decode(blob.bytes(), limits: .standard)
    }
}

/// A job's pictures in memory.
private struct OpenedInputs {
    /// In the order of the job's inputs.
    private var order: [ImageID] = []
    private var pictures: [ImageID: Picture] = [:]
    private var masks: [ImageID: Picture] = [:]
    private(set) var sources: [DigitalSourceType] = []

    mutating func add(_ input: JobInput, _ image: Image, _ pixels: Picture) {
        switch input.role {
        case .mask: masks[input.image] = pixels
        case .picture:
            order.append(input.image)
            pictures[input.image] = pixels
            sources.append(image.source)
        }
    }

    func task(of settings: JobSettings?) throws(EngineError) -> EngineTask {
        switch settings {
        case nil, .text, .avoiding, .conversation: return .generate
        case .scene(let scene, _): return .scene(scene)
        case .recipe(let recipe, _):
            let (source, others) = (try first, pictures)
            return .edit(EditRequest(steps: recipe.steps, source: source, masks: masks, others: others))
        case .document(let document):
            return .layers(LayerRequest(document: document, pictures: all))
        case .enlarging(let factor, let method):
            let origin = sources.first ?? .undisclosed
            return .enlarge(
                EnlargeRequest(source: try first, factor: factor, method: method, origin: origin)
            )
        }
    }

    func references(of settings: JobSettings?) -> [Picture] {
        isSpokenOf(in: settings) ? order.compactMap { pictures[$0] } : []
    }

    func mask(of settings: JobSettings?) -> Picture? {
        isSpokenOf(in: settings) ? masks.values.first : nil
    }

    /// Whether the pictures are for the words to speak of: no steps or layers say what becomes of them.
    private func isSpokenOf(in settings: JobSettings?) -> Bool {
        switch settings {
        case nil, .text, .avoiding, .conversation: true
        case .scene, .recipe, .document, .enlarging: false
        }
    }

    /// The picture that the job begins with, if there is one.
    var beginning: (ImageID, Picture)? {
        order.first.flatMap { id in pictures[id].map { (id, $0) } }
    }

    var all: [ImageID: Picture] { pictures.merging(masks) { picture, _ in picture } }

    private var first: Picture {
        get throws(EngineError) {
            guard let first = order.first, let picture = pictures[first] else {
                throw .refused(Problem(.inputGone))
            }
            return picture
        }
    }
}
