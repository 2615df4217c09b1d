package import Imaging
package import Kernel

/// A picture and what is to be done to it.
package struct EditRequest: Sendable {
    package let steps: [EditStep]
    package let source: Picture
    /// What steps name as masks.
    package let masks: [ImageID: Picture]
    /// What steps name as backgrounds or as pictures to paste.
    package let others: [ImageID: Picture]

    package init(
        steps: [EditStep],
        source: Picture,
        masks: [ImageID: Picture] = [:],
        others: [ImageID: Picture] = [:]
    ) {
        self.steps = steps
        self.source = source
        self.masks = masks
        self.others = others
    }
}

extension EditRequest {
    /// What an edit makes of a picture that tells nothing of itself: a person's edit, or a composition of several pictures.
    var sourceType: DigitalSourceType {
        steps.contains { $0.image != nil } ? .compositeCapture : .humanEdits
    }
}
