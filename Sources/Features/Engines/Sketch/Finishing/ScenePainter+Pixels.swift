import Imaging
import Kernel
import Textures

extension ScenePainter {
    /// Samples of a cell's side.
    private static let samples = 4
    /// A cell has no fewer pixels a side than this, so that it is seen as one.
    private static let leastCell = 2

    /// Drawn no finer than cells need it, and reduced to them; text keeps its samples, so that it can be read.
    func pixels(
        _ writer: SceneWriter,
        _ size: PixelSize,
        across: Int,
        colours: Int
    ) async throws(ImagingError) -> Picture {
        let short = min(size.width, size.height)
        let cell = max(Self.leastCell, Int((Double(short) / Double(across)).rounded()))
        let style = writer.colouring.style
        var look = PixelLook(size: size, cell: cell, samples: Self.samples)
        look.colours = colours
        look.outline = Colour(style.ink)
        look.paper = Colour(style.paper)
        look.fine = writer.scene.text.map { Self.cells($0.box, cell: cell, unit: Double(short) / 1_000) }
        let drawing = try await imaging.draw(svg: await writer.drawing(), size: look.drawn)
        let guide = try await imaging.draw(svg: await writer.guide(), size: look.drawn)
        return try await textures.pixels(of: drawing, guide: guide, look)
    }

    /// The cells that lie in a box; `unit` is a scene unit's length in pixels.
    private static func cells(_ box: SceneBox, cell: Int, unit: Double) -> PixelRect {
        let side = Double(cell)
        func place(_ length: Double) -> Int { max(0, Int((length * unit / side).rounded())) }
        let (left, top) = (place(box.left), place(box.top))
        return PixelRect(
            x: left,
            y: top,
            width: max(0, place(box.right) - left),
            height: max(0, place(box.bottom) - top)
        )
    }
}
