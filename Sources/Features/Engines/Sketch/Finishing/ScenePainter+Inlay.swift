import Imaging
import Kernel
import Textures

extension ScenePainter {
    /// Samples of a stone's side.
    private static let stoneSamples = 8.0
    /// A stone has no fewer pixels a side than this, so that it is seen as one.
    private static let leastStone = 3.0

    /// Drawn no finer than stones need it, and laid in them; text stands on a slab of its own.
    func inlay(
        _ writer: SceneWriter,
        _ size: PixelSize,
        across: Int,
        grout: SketchColour
    ) async throws(ImagingError) -> Picture {
        let short = Double(min(size.width, size.height))
        let stone = max(Self.leastStone, short / Double(across))
        let scale = min(Self.stoneSamples / stone, 4)
        let shape = PixelSize(
            width: max(1, Int((Double(size.width) * scale).rounded())),
            height: max(1, Int((Double(size.height) * scale).rounded()))
        )
        let drawing = try await imaging.draw(svg: await writer.drawing(lettered: false), size: shape)
        let guide = try await imaging.draw(svg: await writer.guide(), size: shape)
        let wall = try await textures.inlay(
            drawing,
            guide: guide,
            size: size,
            side: stone * scale,
            grout: Colour(grout),
            seed: writer.seed
        )
        return try await lettered(wall, writer, unit: short / 1_000)
    }

    /// Lays the text over a picture; `unit` is a scene unit's length in pixels.
    private func lettered(
        _ picture: Picture,
        _ writer: SceneWriter,
        unit: Double
    ) async throws(ImagingError) -> Picture {
        guard let text = writer.lettering else { return picture }
        let box = text.box.inset(byX: -20, y: -20).scaled(by: unit)
        let (left, top) = (Int(box.left.rounded(.down)), Int(box.top.rounded(.down)))
        let size = PixelSize(
            width: max(1, min(Int(box.width.rounded(.up)) + 1, picture.size.width)),
            height: max(1, min(Int(box.height.rounded(.up)) + 1, picture.size.height))
        )
        let drawn = SceneBox(
            left: Double(left) / unit,
            top: Double(top) / unit,
            right: Double(left + size.width) / unit,
            bottom: Double(top + size.height) / unit
        )
        let plaque = try await imaging.draw(svg: writer.lettering(text, in: drawn), size: size)
        return try await imaging.blend(plaque, over: picture, x: left, y: top)
    }
}

extension SceneWriter {
    /// The text alone, and what it stands on, as seen in a part of the scene.
    fileprivate func lettering(_ text: SetLettering, in box: SceneBox) -> String {
        var svg = SVGText()
        let unit = scene.canvas.unit / 1_000
        LetteringWriter(text: text, style: colouring.style, unit: unit).write(to: &svg)
        return SVGText.document(of: box, svg)
    }
}
