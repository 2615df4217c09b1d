import Engines
package import Kernel

/// Words about pictures, for a model that makes pictures of both.
package struct RepaintWish: Hashable, Sendable {
    /// In the order in which the words count them; the first is the one that is changed, where one is.
    package let pictures: [ImageID]
    /// White where the first is to change; nil for all of it.
    package let mask: ImageID?
    /// Whether the result is another state of the first picture; else it is a new one that goes by them.
    package let isEdit: Bool
    /// Set on the picture once it is made.
    package let text: TextWish?
    /// Whether the model is told how the first picture came about: the words go on from there.
    package let goesOn: Bool

    package init(
        of pictures: [ImageID],
        mask: ImageID? = nil,
        isEdit: Bool,
        text: TextWish? = nil,
        goesOn: Bool = false
    ) {
        self.pictures = pictures
        self.mask = mask
        self.isEdit = isEdit
        self.text = text
        self.goesOn = goesOn
    }

    /// The next turn of the conversation about a picture.
    package init(goingOnWith picture: ImageID) {
        self.init(of: [picture], isEdit: true, goesOn: true)
    }

    /// As problems name the first picture.
    var field: String { goesOn ? "conversation_of" : "images[0]" }
}

extension Order {
    /// The same order as its model understands it: to a model that makes pictures an edit is words about them.
    /// - Throws: `Problem` that names the field that says nothing to the model.
    func settled(for model: Model) throws(Problem) -> Order {
        switch task {
        case .edit(let wish) where model.isGenerative:
            guard !prompt.isEmpty else { throw Problem(.promptEmpty, field: "prompt") }
            guard wish.steps.isEmpty else { throw Problem(.notForModel, field: "steps", ["model": model.id]) }
            guard wish.layers.isEmpty else {
                throw Problem(.notForModel, field: "layers", ["model": model.id])
            }
            let repaint = RepaintWish(of: [wish.picture] + wish.others, mask: wish.mask, isEdit: true)
            try repaint.check(for: model)
            return with(.repaint(repaint))
        case .edit where spec != nil:
            throw Problem(.notForModel, field: "size", ["model": model.id])
        case .repaint(let wish):
            guard !wish.goesOn || !prompt.isEmpty else { throw Problem(.promptEmpty, field: "prompt") }
            try wish.check(for: model)
            return self
        case .scene where model.isGenerative:
            throw Problem(.notForModel, field: "scene", ["model": model.id])
        default: return self
        }
    }

    private func with(_ task: OrderTask) -> Order {
        var order = Order(
            task: task,
            prompt: prompt,
            model: model,
            spec: spec,
            count: count,
            seed: seed,
            style: style,
            negative: negative,
            variationOf: variationOf,
            idempotencyKey: idempotencyKey
        )
        order.budget = budget
        order.attempt = attempt
        order.seesOnly = seesOnly
        return order
    }
}

extension RepaintWish {
    /// What is stored of it beside the words and the pictures; nil where they are all.
    func settings(avoiding negative: Prompt?) -> JobSettings? {
        if goesOn { return .conversation(avoiding: negative) }
        return negative.map { .avoiding($0, text: text) } ?? text.map(JobSettings.text)
    }

    /// - Throws: `Problem` for pictures or a mask that the model does not take.
    fileprivate func check(for model: Model) throws(Problem) {
        guard model.isGenerative, model.mostReferences > 0 else {
            throw Problem(.notForModel, field: goesOn ? field : "images", ["model": model.id])
        }
        try model.checkReferences(pictures.count, different: Set(pictures).count, hasMask: mask != nil)
    }

    /// - Throws: `Problem` `mask_size_differs` for a mask that is not exactly as large as the picture it lies on.
    func checkMask(_ images: [ImageID: Image]) throws(Problem) {
        guard let mask = mask.flatMap({ images[$0] }), let picture = pictures.first.flatMap({ images[$0] }),
            mask.size != picture.size
        else { return }
        let arguments = ["size": "\(mask.size)", "canvas": "\(picture.size)"]
        throw Problem(.maskSizeDiffers, field: "mask", arguments)
    }
}
