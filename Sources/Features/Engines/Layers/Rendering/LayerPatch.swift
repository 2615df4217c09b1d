import Imaging
import Kernel

/// Pixels and where their left top corner lies on the canvas.
struct LayerPatch {
    let picture: Picture
    let x: Int
    let y: Int

    init(_ picture: Picture, x: Int, y: Int) {
        self.picture = picture
        self.x = x
        self.y = y
    }

    /// A patch that fills a box of whole pixels.
    init(_ picture: Picture, in box: LayerBox) {
        self.init(picture, x: Int(box.x), y: Int(box.y))
    }
}

extension LayerBox {
    /// Of a box of whole pixels.
    var size: PixelSize { PixelSize(width: Int(width), height: Int(height)) }
}
