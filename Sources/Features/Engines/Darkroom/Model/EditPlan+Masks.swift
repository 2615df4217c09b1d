package import Kernel

extension EditPlan {
    /// A picture that a step uses as a mask.
    package struct MaskUse: Hashable, Sendable {
        package let image: ImageID
        /// What it must measure: as much as the picture it lies on.
        package let size: PixelSize
        /// As problems name the place.
        package let field: String
    }

    /// The masks that steps name, in their order.
    /// - Throws: `Problem` as `size` does.
    package static func masks(
        of steps: [EditStep],
        from source: PixelSize,
        field: String = "steps"
    ) throws(Problem) -> [MaskUse] {
        var (size, uses): (PixelSize, [MaskUse]) = (source, [])
        for (place, step) in steps.enumerated() {
            let here = "\(field)[\(place)]"
            for name in EditMember.Name.allCases {
                guard let mask = step.mask(name), case .image(let image) = mask.shape else { continue }
                let canvas = mask.canvas == .source ? source : size
                uses.append(MaskUse(image: image, size: canvas, field: "\(here).\(name.rawValue)"))
            }
            size = try step.size(from: size, field: here)
        }
        return uses
    }
}
