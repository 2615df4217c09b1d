package import Imaging
package import Kernel

/// Pixel art: cells of one colour each.
package struct PixelLook: Hashable, Sendable {
    /// Of the result.
    package let size: PixelSize
    /// A cell's side in pixels of the result, 1 to 1,024.
    package let cell: Int
    /// A cell's side in samples of the drawing, 1 to 8.
    package let samples: Int
    /// How many colours there are at most, 2 to 64.
    package var colours = 32
    /// Of lines around things.
    package var outline = Colour.black
    package var paper = Colour.white
    /// Cells in which samples stay as they are, in outline's and paper's colours: for text.
    package var fine: PixelRect?

    package init(size: PixelSize, cell: Int, samples: Int) {
        self.size = size
        self.cell = cell
        self.samples = samples
    }

    /// What must be drawn, in samples: whole cells that cover the result.
    package var drawn: PixelSize {
        PixelSize(
            width: (size.width + cell - 1) / cell * samples,
            height: (size.height + cell - 1) / cell * samples
        )
    }
}
