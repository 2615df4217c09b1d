import CTextures
package import Imaging
import Kernel

extension Textures {
    /// Reduces a drawing of `look.drawn` samples to cells, each of the one colour that most of it has.
    ///
    /// What is not black in `guide`, which has the drawing's size, is a thing and gets an outline: red * 256 + green is its
    /// place from back to front.
    package func pixels(
        of drawing: Picture,
        guide: Picture,
        _ look: PixelLook
    ) async throws(ImagingError) -> Picture {
        guard !guide.hasAlpha, drawing.size == look.drawn, guide.size == look.drawn else { throw .outOfRange }
        let how = textures_cells(look)
        return try await make(of: drawing) { drawing, reins, result in
            guide.lend { textures_pixels(drawing, $0, how, reins, result) }
        }
    }
}

extension textures_cells {
    fileprivate init(_ look: PixelLook) {
        self.init(
            width: Int32(clamping: look.size.width),
            height: Int32(clamping: look.size.height),
            cell: Int32(clamping: look.cell),
            samples: Int32(clamping: look.samples),
            colours: Int32(clamping: look.colours),
            outline: textures_colour(look.outline),
            paper: textures_colour(look.paper),
            fine: textures_rect(look.fine)
        )
    }
}

extension textures_rect {
    fileprivate init(_ rect: PixelRect?) {
        self.init(
            x: Int32(clamping: rect?.x ?? 0),
            y: Int32(clamping: rect?.y ?? 0),
            width: Int32(clamping: rect?.width ?? 0),
            height: Int32(clamping: rect?.height ?? 0)
        )
    }
}
