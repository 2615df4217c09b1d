import Kernel

/// A place in a graph that may be set: one input of one node, and what may stand there.
struct ComfySlot: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case text
        /// A number within the range that is a multiple of the step.
        case whole(ClosedRange<Int>, step: Int)
        case number(ClosedRange<Double>)
        case choice([String])
        /// The name of a picture that was uploaded.
        case image
    }

    let node: String
    let input: String
    let kind: Kind

    /// Whether the value may stand here.
    func admits(_ value: ComfyJSON) -> Bool {
        switch kind {
        case .text, .image: value.text != nil
        case .whole(let range, let step): value.whole.map { range.contains($0) && $0 % step == 0 } ?? false
        case .number(let range): value.number.map(range.contains) ?? false
        case .choice(let words): value.text.map(words.contains) ?? false
        }
    }
}

/// What an order fills; a slot of any other name keeps the value that the graph has.
enum ComfyRole: Hashable, Sendable {
    /// Pictures that a graph takes beside each other at most.
    static let mostImages = 16

    case prompt
    case negativePrompt
    case seed
    case width
    case height
    /// The reference of this number, from 1.
    case image(Int)
    case mask

    /// As a slot is named in a file: `prompt`, `image_2`; nil for a name of the operator's own.
    init?(_ name: String) {
        switch name {
        case "prompt": self = .prompt
        case "negative_prompt": self = .negativePrompt
        case "seed": self = .seed
        case "width": self = .width
        case "height": self = .height
        case "mask": self = .mask
        default:
            guard let place = (1...Self.mostImages).first(where: { name == "image_\($0)" }) else {
                return nil
            }
            self = .image(place)
        }
    }

    var name: String {
        switch self {
        case .prompt: "prompt"
        case .negativePrompt: "negative_prompt"
        case .seed: "seed"
        case .width: "width"
        case .height: "height"
        case .image(let place): "image_\(place)"
        case .mask: "mask"
        }
    }

    /// The word for the type that its slot must have.
    var type: String {
        switch self {
        case .prompt, .negativePrompt: "string"
        case .seed, .width, .height: "integer"
        case .image, .mask: "image"
        }
    }
}

extension ComfySlot.Kind {
    /// The word for it in a file.
    var type: String {
        switch self {
        case .text: "string"
        case .whole: "integer"
        case .number: "float"
        case .choice: "enumeration"
        case .image: "image"
        }
    }
}
