package import Engines
package import Kernel

/// What a person orders beside words: the task with its details, naming the person's own pictures.
package enum OrderTask: Hashable, Sendable {
    /// A picture of the order's words, drawn without the text, which is then set on top of it.
    case generate(TextWish?)
    /// A picture of a scene, drawn anew; the text is set on top of it.
    case scene(SceneWish, TextWish?)
    /// A picture of words and of pictures that they speak of.
    case repaint(RepaintWish)
    case edit(EditWish)
    case compose(LayerWish)
    case typeset(LayerWish)
    case upscale(EnlargeWish)

    /// Pictures that one order may work on; masks are apart.
    package static let mostImages = LayerDocument.mostImages

    package var name: Model.Task {
        switch self {
        case .generate, .scene: .generate
        case .repaint(let wish): wish.isEdit ? .edit : .generate
        case .edit: .edit
        case .compose: .compose
        case .typeset: .typeset
        case .upscale: .upscale
        }
    }

    /// Whether somebody says in pixels how large the result is; else it follows from the pictures or the document.
    package var takesSize: Bool {
        switch self {
        case .generate, .scene, .repaint: true
        case .compose(let wish), .typeset(let wish): wish.takesSize
        // Models that make pictures anew make them in any of their sizes.
        case .edit: true
        case .upscale: false
        }
    }
}

/// One picture, and what is to be done to it beside what the words say.
package struct EditWish: Hashable, Sendable {
    package let picture: ImageID
    /// Further ones, which words call the second and the third: backgrounds, pictures to paste.
    package let others: [ImageID]
    /// They come after those that the words ask for.
    package let steps: [EditStep]
    /// Where steps work that say nothing of it themselves: a picture of exactly the source's size.
    package let mask: ImageID?
    /// What lies over the result, in its pixels.
    package let layers: [Layer]

    package init(
        of picture: ImageID,
        others: [ImageID] = [],
        steps: [EditStep] = [],
        mask: ImageID? = nil,
        layers: [Layer] = []
    ) {
        self.picture = picture
        self.others = others
        self.steps = steps
        self.mask = mask
        self.layers = layers
    }
}

/// One picture to make larger.
package struct EnlargeWish: Hashable, Sendable {
    package let picture: ImageID
    package let factor: EnlargeFactor
    package let method: EnlargeMethod

    package init(of picture: ImageID, factor: EnlargeFactor, method: EnlargeMethod) {
        self.picture = picture
        self.factor = factor
        self.method = method
    }
}
