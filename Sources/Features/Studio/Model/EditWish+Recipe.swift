import Engines
import Kernel

extension EditWish {
    /// The steps that the words ask for, then those that were given, each with the order's mask where it takes one and has none.
    /// - Throws: `Problem` `instruction_not_understood` when no step comes of the words, or `input_unused`.
    func recipe(
        saying instruction: Prompt,
        of size: PixelSize,
        _ reader: InstructionReader
    ) throws(Problem) -> (EditRecipe, notes: [Note]) {
        var (spoken, notes): ([EditStep], [Note]) = ([], [])
        if !instruction.isEmpty {
            let reading = reader.read(instruction.text, canvas: size, mask: mask, others: others)
            (spoken, notes) = (try reading.checked(), reading.notes)
        }
        let given = mask.map { mask in steps.map { $0.within(mask) } } ?? steps
        let recipe = try EditRecipe(spoken + given)
        try checkUse(in: recipe)
        return (recipe, notes)
    }

    private func checkUse(in recipe: EditRecipe) throws(Problem) {
        if let mask, !recipe.steps.contains(where: { $0.maskImages.contains(mask) }) {
            throw Problem(.inputUnused, field: "mask")
        }
        let used = Set(recipe.steps.compactMap(\.image))
        if let place = others.firstIndex(where: { !used.contains($0) }) {
            throw Problem(.inputUnused, field: "images[\(place + 1)]")
        }
    }

    /// - Throws: `Problem` `mask_size_differs` for a mask that is not exactly as large as the picture it lies on.
    func checkMasks(
        of recipe: EditRecipe,
        from source: PixelSize,
        _ images: [ImageID: Image]
    ) throws(Problem) {
        for use in try EditPlan.masks(of: recipe.steps, from: source) {
            guard let mask = images[use.image], mask.size != use.size else { continue }
            let field = use.image == self.mask ? "mask" : use.field
            throw Problem(.maskSizeDiffers, field: field, ["size": "\(mask.size)", "canvas": "\(use.size)"])
        }
    }
}

extension EditStep {
    /// This step where the mask is, unless it says itself where it works.
    fileprivate func within(_ mask: ImageID) -> EditStep {
        guard self.mask(.mask) == nil else { return self }
        return masked(by: EditMask(.image(mask), canvas: .source)) ?? self
    }
}
