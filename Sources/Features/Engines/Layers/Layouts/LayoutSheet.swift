import Kernel

/// What all layouts draw on: the canvas, its margins, and how a picture lies in its place.
struct LayoutSheet {
    let layout: PictureLayout
    let canvas: LayerBox
    /// The canvas within the margins.
    let inner: LayerBox
    let gutter: Double

    init(_ layout: PictureLayout, canvas: LayerCanvas) {
        self.layout = layout
        self.canvas = canvas.box
        inner = canvas.box.inset(by: layout.margin * canvas.box.shortSide).snapped
        gutter = (layout.gutter * canvas.box.shortSide).rounded()
    }

    /// A share of the canvas's shorter side, in pixels.
    func length(_ share: Double) -> Double { share * canvas.shortSide }

    func placed(_ pictures: [LayoutPicture], in boxes: [LayerBox]) -> [Layer] {
        zip(pictures, boxes).enumerated().map { index, place in layer(place.0, index, in: place.1) }
    }

    func layer(_ picture: LayoutPicture, _ index: Int, in box: LayerBox) -> Layer {
        Layer(
            "image-\(index + 1)",
            .image(LayerImage(picture.id, fit: layout.fit)),
            in: box,
            cornerRadius: length(layout.cornerRadius).rounded(),
            shadow: shadow
        )
    }

    var shadow: LayerShadow? {
        guard layout.hasShadow else { return nil }
        return LayerShadow(
            LayerColour(red: 0, green: 0, blue: 0, alpha: 90),
            y: length(0.006).rounded(),
            blur: min(length(0.02).rounded(), 400)
        )
    }

    /// Parts of a length that are as long as their weights ask for, with the gutter between; their edges are whole pixels.
    func parts(of length: Double, from start: Double, weights: [Double]) -> [(start: Double, length: Double)]
    {
        let whole = weights.reduce(0, +)
        let room = max(Double(weights.count), length - gutter * Double(weights.count - 1))
        var done = 0.0
        return weights.enumerated().map { index, weight in
            let from = (start + room * done / whole + gutter * Double(index)).rounded()
            done += weight
            let to = (start + room * done / whole + gutter * Double(index)).rounded()
            return (from, max(1, to - from))
        }
    }
}

extension LayerBox {
    var shortSide: Double { min(width, height) }

    /// The box with its edges on whole pixels.
    var snapped: LayerBox {
        let (left, top) = (x.rounded(), y.rounded())
        return LayerBox(
            x: left,
            y: top,
            width: max(1, right.rounded() - left),
            height: max(1, bottom.rounded() - top)
        )
    }

    /// The largest box of an aspect in the middle of this one.
    func fitting(_ aspect: Double) -> LayerBox {
        let wide = min(width, height * aspect)
        let high = min(height, width / aspect)
        return LayerBox(x: midX - wide / 2, y: midY - high / 2, width: wide, height: high)
    }
}
