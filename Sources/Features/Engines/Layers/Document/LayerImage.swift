package import Kernel

/// A picture in a layer's box.
package struct LayerImage: Hashable, Sendable {
    package enum Fit: String, CaseIterable, Codable, Sendable {
        /// Fills the box and keeps its aspect; what hangs over is cut off.
        case cover
        /// Lies wholly in the box and keeps its aspect.
        case contain
        /// Takes the box's own aspect.
        case fill
    }

    package enum Flip: String, CaseIterable, Codable, Sendable {
        case none
        case horizontal
        case vertical
        case both
    }

    package let id: ImageID
    package var fit: Fit
    /// The place of the picture that stays in sight when it is cut, and the side it leans to when there is room.
    package var focus: LayerPoint
    package var flip: Flip
    /// Only the subject is shown; what is around it becomes transparent.
    package var isCutOut: Bool
    /// A picture whose light parts are shown and whose dark parts are not; it is stretched over this one.
    package var mask: ImageID?
    /// The corners of what is shown, as shares of the box; nil shows all.
    package var clip: [LayerPoint]?

    package init(
        _ id: ImageID,
        fit: Fit = .cover,
        focus: LayerPoint = .middle,
        flip: Flip = .none,
        isCutOut: Bool = false,
        mask: ImageID? = nil
    ) {
        self.id = id
        self.fit = fit
        self.focus = focus
        self.flip = flip
        self.isCutOut = isCutOut
        self.mask = mask
    }
}

extension LayerImage: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case fit
        case focus
        case flip
        case isCutOut = "cut_out"
        case mask
        case clip
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: CodingKeys.names)
        id = try object.value("id")
        fit = try object.choice("fit", or: .cover)
        focus = try object.value("focus", or: .middle)
        flip = try object.choice("flip", or: Flip.none)
        isCutOut = try object.value("cut_out", or: false)
        mask = try object.value(ifAny: "mask")
        clip = object.has("clip") ? try object.list("clip", count: LayerShape.corners) : nil
    }
}
