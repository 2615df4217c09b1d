package import Imaging
package import Kernel
import Textures

/// Makes the pixels of a scene: draws it, and does to the drawing what its style says.
package struct ScenePainter: Sendable {
    let imaging: Imaging
    let textures: Textures

    package init(imaging: Imaging) {
        self.imaging = imaging
        textures = Textures(imaging: imaging)
    }

    /// - Throws: `ImagingError`, as drawing does.
    package func picture(
        of writer: SceneWriter,
        size: PixelSize
    ) async throws(ImagingError) -> Picture {
        let style = writer.colouring.style
        switch style.finish {
        case .none:
            return try await drawn(writer, size)
        case .paint(let paint):
            let look = PaintLook(paint, paper: style.paper)
            return try await textures.paint(drawn(writer, size), look, seed: writer.seed)
        case .print(let print):
            let look = PrintLook(print, paper: style.paper)
            return try await textures.print(drawn(writer, size), look, seed: writer.seed)
        case .shine(let strength):
            return try await textures.shine(drawn(writer, size), strength: strength, seed: writer.seed)
        case .pixels(let across, let colours):
            return try await pixels(writer, size, across: across, colours: colours)
        case .inlay(let across, let grout):
            return try await inlay(writer, size, across: across, grout: grout)
        }
    }

    private func drawn(_ writer: SceneWriter, _ size: PixelSize) async throws(ImagingError) -> Picture {
        try await imaging.draw(svg: await writer.drawing(), size: size)
    }
}

extension SceneWriter {
    var seed: Seed { Seed(clamping: UInt64(scene.seed)) }

    /// The whole picture, written off the caller's executor.
    @concurrent
    func drawing(lettered: Bool = true) async -> String { svg(lettered: lettered) }
}

extension PaintLook {
    fileprivate init(_ paint: Finish.Paint, paper: SketchColour) {
        self.init(paper: Colour(paper))
        wander = paint.wander
        rims = paint.rims
        blooms = paint.blooms
        grain = paint.grain
        specks = paint.specks
        margin = paint.margin
    }
}

extension PrintLook {
    fileprivate init(_ print: Finish.Print, paper: SketchColour) {
        self.init(inks: print.inks.map { $0.map { Colour($0) } })
        self.paper = Colour(paper)
        pitch = print.pitch
        shift = print.shift
        margin = print.margin
    }
}

extension Colour {
    init(_ colour: SketchColour) {
        let (red, green, blue) = colour.bytes
        self.init(red: red, green: green, blue: blue)
    }
}
