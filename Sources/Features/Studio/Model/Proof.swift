import Engines
import Imaging
import Kernel

/// An order on reduced pictures: what a preview is made of.
struct Proof: Sendable {
    static let box = PixelSize(width: Studio.longestPreview, height: Studio.longestPreview)

    let settings: JobSettings
    /// Of the whole result.
    let size: PixelSize
    let notes: [Note]
    private var source: (picture: Picture, size: PixelSize)?
    private var pictures: [ImageID: Picture] = [:]
    private var masks: [ImageID: Picture] = [:]
    /// Of the different pictures that go into it, without masks.
    private(set) var sources: [DigitalSourceType] = []

    init(_ settings: JobSettings, _ prepared: PreparedOrder) {
        self.settings = settings
        size = prepared.size
        notes = prepared.notes
    }

    /// Takes a reduced picture in; the first one is what steps begin with.
    mutating func add(_ input: JobInput, _ picture: Picture, of image: Image) {
        switch input.role {
        case .mask: masks[input.image] = picture
        case .picture:
            if source == nil { source = (picture, image.size) }
            pictures[input.image] = picture
            sources.append(image.source)
        }
    }

    /// The whole result's size, small enough for the box.
    var reducedSize: PixelSize {
        let factor = min(1, Double(Self.box.width) / Double(max(size.width, size.height)))
        return PixelSize(
            width: max(1, Int((Double(size.width) * factor).rounded())),
            height: max(1, Int((Double(size.height) * factor).rounded()))
        )
    }

    /// The steps, for a source so small that no step makes it larger than the box; nil for orders without any.
    func edit(_ imaging: Imaging) async throws -> EditRequest? {
        guard case .recipe(let recipe, _) = settings, let source else { return nil }
        let longest = try EditPlan.longestSide(of: recipe.steps, from: source.size)
        let factor = min(1, Double(Self.box.width) / Double(longest))
        let room = PixelSize(
            width: max(1, Int((Double(source.size.width) * factor).rounded())),
            height: max(1, Int((Double(source.size.height) * factor).rounded()))
        )
        let small = try await imaging.resize(source.picture, toFit: room)
        let steps = recipe.steps.map { $0.scaled(by: factor) }
        var masks: [ImageID: Picture] = [:]
        for use in try EditPlan.masks(of: steps, from: small.size) {
            guard let mask = self.masks[use.image] else { continue }
            masks[use.image] = try await imaging.resize(mask, to: use.size)
        }
        return EditRequest(steps: steps, source: small, masks: masks, others: pictures)
    }

    /// The layers, on a reduced canvas or over a picture that was made; nil for orders without any.
    func layers(over made: Picture?, as base: ImageID) throws -> LayerRequest? {
        var shown = pictures.merging(masks) { picture, _ in picture }
        let document: LayerDocument
        if case .document(let whole) = settings {
            document = try whole.scaled(toFit: Self.box)
        } else if let made, let overlay = try settings.overlay(on: base, of: size) {
            document = try overlay.scaled(to: made.size)
            shown[base] = made
        } else {
            return nil
        }
        return LayerRequest(document: document, pictures: shown)
    }
}
