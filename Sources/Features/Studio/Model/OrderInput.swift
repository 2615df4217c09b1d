import Engines
package import Kernel
import Store

/// A picture that a job works on.
package struct JobInput: Hashable, Sendable {
    package enum Role: String, Sendable, SQLConvertible {
        case picture
        /// Says where a picture is to be changed or shown.
        case mask
    }

    package let image: ImageID
    package let role: Role

    package init(image: ImageID, role: Role) {
        self.image = image
        self.role = role
    }
}

/// A picture that an order names, and where in the order.
struct OrderInput: Hashable, Sendable {
    let input: JobInput
    /// As problems name the place: `images[2]`.
    let field: String

    init(_ image: ImageID, as role: JobInput.Role = .picture, _ field: String) {
        input = JobInput(image: image, role: role)
        self.field = field
    }
}

extension OrderTask {
    /// The pictures it names, the one that it begins with first.
    var inputs: [OrderInput] {
        switch self {
        case .generate, .scene: []
        case .repaint(let wish):
            wish.pictures.enumerated().map { OrderInput($1, $0 == 0 ? wish.field : "images[\($0)]") }
                + (wish.mask.map { [OrderInput($0, as: .mask, "mask")] } ?? [])
        case .edit(let wish): wish.inputs
        case .compose(let wish), .typeset(let wish): wish.inputs
        case .upscale(let wish): [OrderInput(wish.picture, "images[0]")]
        }
    }

    /// - Throws: `Problem` `too_many_images`.
    func checkInputs() throws(Problem) {
        for role in [JobInput.Role.picture, .mask] {
            let named = Set(inputs.map(\.input).filter { $0.role == role })
            guard named.count <= Self.mostImages else {
                throw Problem(.tooManyImages, field: "images", ["most": "\(Self.mostImages)"])
            }
        }
    }
}

extension OrderTask {
    /// Of all pictures that a job holds in memory at once, in millions.
    private static let mostMegapixels = 300

    /// `document` shrinks them to what it shows of each; without one they are held whole.
    /// - Throws: `Problem` `too_many_pixels`.
    func checkPixels(
        _ images: [ImageID: Image],
        in document: LayerDocument? = nil
    ) throws(Problem) {
        let sizes = images.values.map { document?.needed($0.id, of: $0.size) ?? $0.size }
        guard sizes.map(\.pixels).reduce(0, +) <= Self.mostMegapixels * 1_000_000 else {
            throw Problem(.tooManyPixels, field: "images", ["most": "\(Self.mostMegapixels)"])
        }
    }
}

extension EditWish {
    fileprivate var inputs: [OrderInput] {
        let pictures = ([picture] + others).enumerated().map { OrderInput($1, "images[\($0)]") }
        let order = pictures + (mask.map { [OrderInput($0, as: .mask, "mask")] } ?? [])
        return order
            + steps.enumerated().flatMap { place, step in
                let other = step.image.map { [OrderInput($0, "steps[\(place)].image")] } ?? []
                let masks = step.maskImages.sorted { $0.text < $1.text }
                return other + masks.map { OrderInput($0, as: .mask, "steps[\(place)].mask") }
            } + layers.inputs
    }
}

extension [Layer] {
    /// The pictures that layers show, and where.
    fileprivate var inputs: [OrderInput] {
        enumerated().flatMap { place, layer in
            layer.images.shown.map { OrderInput($0, "layers[\(place)].image.id") }
                + layer.images.masks.map { OrderInput($0, as: .mask, "layers[\(place)].image.mask") }
        }
    }
}
