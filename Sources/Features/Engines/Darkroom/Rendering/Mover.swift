import Imaging
import Kernel

/// Does what one step of geometry says, to the picture or to a mask that goes with it.
struct Mover {
    let step: EditStep
    let imaging: Imaging
    /// What a mask shows where the picture gets new canvas.
    var ground: Colour?

    /// - Throws: `Problem`, `ImagingError`.
    func moved(_ picture: Picture, field: String) async throws -> Picture {
        switch step.tool {
        case .crop: try await imaging.crop(picture, to: step.cut(from: picture.size, field: field))
        case .straighten: try await imaging.straighten(picture, degrees: step.angle)
        case .rotate: try await imaging.rotate(picture, degrees: step.angle, background: background)
        case .flip:
            try await imaging.flip(picture, step.word(.direction) == "vertical" ? .vertical : .horizontal)
        case .resize: try await resized(picture, field: field)
        case .extend:
            try await imaging.extend(picture, by: step.margins(of: picture.size, field: field), fill: fill)
        default: picture
        }
    }

    private func resized(_ picture: Picture, field: String) async throws -> Picture {
        let size = try step.size(from: picture.size, field: field)
        guard step.word(.fit) == "cover", let aspect = size.shape else {
            return try await imaging.resize(picture, to: size)
        }
        let middle = try await imaging.crop(picture, to: PixelRect(ratio: aspect, in: picture.size))
        return try await imaging.resize(middle, to: size)
    }

    private var background: Colour { ground ?? step.colour(.fill) ?? .transparent }

    private var fill: CanvasFill {
        if let ground { return .colour(ground) }
        if let colour = step.colour(.fill) { return .colour(colour) }
        return switch step.word(.fill) {
        case "transparent": .transparent
        case "mirror": .mirror
        default: .edge
        }
    }
}

extension PixelSize {
    /// Width by height; nil for nothing.
    fileprivate var shape: Double? { height > 0 ? Double(width) / Double(height) : nil }
}
