import Imaging
import Kernel

/// How a picture lies in its layer's box, before the layer is turned.
struct ImageFraming {
    let size: PixelSize
    let flip: LayerImage.Flip
    /// Where the whole picture would lie on the canvas.
    let whole: LayerBox
    /// The part of it that the box shows.
    let shown: LayerBox

    init(_ image: LayerImage, size: PixelSize, in box: LayerBox) {
        self.init(image.fit, image.focus, image.flip, size: size, in: box)
    }

    init(
        _ fit: LayerImage.Fit,
        _ focus: LayerPoint = .middle,
        _ flip: LayerImage.Flip = .none,
        size: PixelSize,
        in box: LayerBox
    ) {
        self.size = size
        self.flip = flip
        let (width, height) = (Double(size.width), Double(size.height))
        let scales = (box.width / width, box.height / height)
        switch fit {
        case .fill:
            whole = box
        case .cover:
            let scale = max(scales.0, scales.1)
            whole = LayerBox(
                x: min(max(box.midX - width * scale * focus.x, box.right - width * scale), box.x),
                y: min(max(box.midY - height * scale * focus.y, box.bottom - height * scale), box.y),
                width: width * scale,
                height: height * scale
            )
        case .contain:
            let scale = min(scales.0, scales.1)
            whole = LayerBox(
                x: box.x + (box.width - width * scale) * focus.x,
                y: box.y + (box.height - height * scale) * focus.y,
                width: width * scale,
                height: height * scale
            )
        }
        shown = whole.intersection(box) ?? box
    }

    /// Canvas pixels to one of the picture's.
    var scale: (x: Double, y: Double) {
        (whole.width / Double(size.width), whole.height / Double(size.height))
    }

    /// The picture's pixels that a part of the canvas shows, cut outwards, and the whole canvas pixels that they fill.
    func source(of part: LayerBox) -> (rect: PixelRect, target: LayerBox) {
        let across = Self.span(part.x - whole.x, part.right - whole.x, scale.x, size.width)
        let down = Self.span(part.y - whole.y, part.bottom - whole.y, scale.y, size.height)
        let target = LayerBox(
            x: whole.x + Double(across.lowerBound) * scale.x,
            y: whole.y + Double(down.lowerBound) * scale.y,
            width: Double(across.count) * scale.x,
            height: Double(down.count) * scale.y
        )
        let mirrored = (flip == .horizontal || flip == .both, flip == .vertical || flip == .both)
        let rect = PixelRect(
            x: mirrored.0 ? size.width - across.upperBound : across.lowerBound,
            y: mirrored.1 ? size.height - down.upperBound : down.lowerBound,
            width: across.count,
            height: down.count
        )
        return (rect, target.snapped)
    }

    private static func span(_ from: Double, _ to: Double, _ scale: Double, _ limit: Int) -> Range<Int> {
        let tolerance = 1e-6
        let first = min(max(Int((from / scale + tolerance).rounded(.down)), 0), limit - 1)
        let end = min(max(Int((to / scale - tolerance).rounded(.up)), first + 1), limit)
        return first..<end
    }
}
