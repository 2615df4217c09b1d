package import Kernel

/// What the darkroom can do to a picture: a closed list, whose names are part of the stored and public form of a step.
///
/// `docs/darkroom.md` documents every one of them.
package enum EditTool: String, CaseIterable, Sendable, Codable {
    case crop, straighten, rotate, flip, resize, extend

    case exposure, contrast, highlights, shadows, temperature, tint, saturation, vibrance, hue, curves, levels
    case auto

    case blackAndWhite = "black_and_white"
    case sepia, duotone, recolour, invert, posterise

    case blur, sharpen, denoise, grain, vignette

    case removeBackground = "remove_background"
    case replaceBackground = "replace_background"
    case blurBackground = "blur_background"

    case erase, paste

    case pencil, oil, cartoon, watercolour

    case blurFaces = "blur_faces"
    case pixelateFaces = "pixelate_faces"

    /// Its name for readers.
    package var name: Message { Message("darkroom.tool.\(rawValue)") }
}

extension EditTool {
    /// Tools that people look for together.
    package enum Group: String, CaseIterable, Sendable {
        case shape
        case light
        case colour
        case detail
        case background
        case repair
        case style
        case faces

        /// Its name for readers.
        package var name: Message { Message("darkroom.group.\(rawValue)") }
    }

    package var group: Group {
        switch self {
        case .crop, .straighten, .rotate, .flip, .resize, .extend: .shape
        case .exposure, .contrast, .highlights, .shadows, .curves, .levels, .auto: .light
        case .temperature, .tint, .saturation, .vibrance, .hue, .blackAndWhite, .sepia, .duotone, .recolour,
            .invert, .posterise:
            .colour
        case .blur, .sharpen, .denoise, .grain, .vignette: .detail
        case .removeBackground, .replaceBackground, .blurBackground: .background
        case .erase, .paste: .repair
        case .pencil, .oil, .cartoon, .watercolour: .style
        case .blurFaces, .pixelateFaces: .faces
        }
    }

    /// What a mask is to a tool.
    package enum MaskUse: Sendable {
        /// The tool works on the whole picture.
        case none
        /// Where the mask is white the tool works; without one, everywhere.
        case optional
        /// There is nothing to do without one.
        case required
    }

    package var maskUse: MaskUse {
        switch self {
        case .crop, .straighten, .rotate, .flip, .resize, .extend: .none
        case .removeBackground, .replaceBackground, .paste: .none
        case .erase: .required
        default: .optional
        }
    }

    /// Whether it moves pixels, so that masks made before it have to move with them.
    package var isGeometry: Bool {
        switch self {
        case .crop, .straighten, .rotate, .flip, .resize, .extend: true
        default: false
        }
    }
}
