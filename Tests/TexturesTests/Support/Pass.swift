import Imaging
import Kernel

@testable import Textures

/// Every pass, with a look that changes something.
enum Pass: String, CaseIterable, Sendable {
    case paint, pixels, print, inlay, shine

    /// Applies it to a drawing, from which a picture of the same size is to come.
    func apply(
        _ textures: Textures,
        _ drawing: Picture,
        seed: Seed = Seed(clamping: 7)
    ) async throws(ImagingError)
        -> Picture
    {
        switch self {
        case .paint: return try await textures.paint(drawing, Self.paper, seed: seed)
        case .print: return try await textures.print(drawing, Self.inks, seed: seed)
        case .shine: return try await textures.shine(drawing, strength: 1, seed: seed)
        case .inlay:
            let grout = Colour(red: 90, green: 84, blue: 78)
            return try await textures.inlay(
                drawing,
                guide: drawing,
                size: drawing.size,
                side: 6,
                grout: grout,
                seed: seed
            )
        case .pixels:
            // A sample a pixel, so that drawings of all sizes will do.
            let look = PixelLook(size: drawing.size, cell: 1, samples: 1)
            return try await textures.pixels(of: drawing, guide: drawing, look)
        }
    }

    static let paper: PaintLook = {
        var look = PaintLook(paper: Colour(red: 255, green: 252, blue: 240))
        look.wander = 2
        look.rims = 0.8
        look.blooms = 0.5
        look.grain = 0.6
        look.specks = 0.3
        look.margin = 20
        return look
    }()

    static let inks: PrintLook = {
        let sets = [["#0078bf", "#ff48b0", "#ffe800"], ["#3255a4", "#ff665e"]]
        var look = PrintLook(inks: sets.map { $0.compactMap { Colour($0) } })
        look.shift = 3
        look.margin = 20
        return look
    }()
}
