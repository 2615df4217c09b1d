import Imaging
import Kernel

@testable import Vision

/// Every tool that makes one picture of one, at a number that is not neutral.
enum Tool: String, CaseIterable, Sendable {
    case exposure, contrast, whiteBalance, curve, levels, invert, posterise, saturation, vibrance, hue,
        recolour
    case blackAndWhite, sepia, duotone, shadows, highlights, enhance, vignette, sharpen, denoise, grain
    case pencil, crayon, oil, cartoon, watercolour, cutOut, blurBackground, erase, hideFaces, merge

    func apply(_ vision: Vision, _ picture: Picture) async throws(ImagingError) -> Picture {
        let left = Mask(
            rectangle: PixelRect(x: 0, y: 0, width: picture.size.width / 2, height: picture.size.height),
            in: picture.size
        )
        let seed = Seed(clamping: 7)
        switch self {
        case .exposure: return try await vision.exposure(1, on: picture)
        case .contrast: return try await vision.contrast(0.5, on: picture)
        case .whiteBalance: return try await vision.whiteBalance(temperature: 0.5, on: picture)
        case .curve:
            let points = [CurvePoint(0, 0.1), CurvePoint(0.5, 0.7), CurvePoint(1, 0.9)]
            return try await vision.curve(points, on: picture)
        case .levels: return try await vision.levels(black: 10, gamma: 1.2, white: 240, on: picture)
        case .invert: return try await vision.invert(picture)
        case .posterise: return try await vision.posterise(4, on: picture)
        case .saturation: return try await vision.saturation(0.6, on: picture)
        case .vibrance: return try await vision.vibrance(0.8, on: picture)
        case .hue: return try await vision.hue(70, on: picture)
        case .recolour:
            let (red, blue) = (
                Colour(red: 220, green: 40, blue: 30), Colour(red: 30, green: 60, blue: 220)
            )
            return try await vision.recolour(red, to: blue, on: picture)
        case .blackAndWhite: return try await vision.blackAndWhite(on: picture)
        case .sepia: return try await vision.sepia(on: picture)
        case .duotone:
            let navy = Colour(red: 10, green: 20, blue: 80)
            return try await vision.duotone(shadows: navy, lights: .white, on: picture)
        case .shadows: return try await vision.shadows(0.7, on: picture)
        case .highlights: return try await vision.highlights(-0.7, on: picture)
        case .enhance: return try await vision.enhance(picture)
        case .vignette: return try await vision.vignette(0.6, on: picture)
        case .sharpen: return try await vision.sharpen(picture)
        case .denoise: return try await vision.denoise(picture)
        case .grain: return try await vision.grain(0.5, seed: seed, on: picture)
        case .pencil: return try await vision.pencil(picture)
        case .crayon: return try await vision.pencil(picture, isColoured: true)
        case .oil: return try await vision.oil(picture)
        case .cartoon: return try await vision.cartoon(picture)
        case .watercolour: return try await vision.watercolour(picture)
        case .cutOut: return try await vision.cutOut(left, of: picture)
        case .blurBackground: return try await vision.blurBackground(of: picture, subject: left, sigma: 3)
        case .erase: return try await vision.erase(left, from: picture, seed: seed)
        case .hideFaces:
            return try await vision.hide([PixelRect(of: picture.size)], by: .blur, in: picture)
        case .merge: return try await vision.merge(vision.invert(picture), into: picture, where: left)
        }
    }
}
