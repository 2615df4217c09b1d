package import Kernel
import Typography

extension Layer {
    /// The layer on a canvas that is so many times as large: everything that is said in pixels grows with it.
    package func scaled(by factor: Double) -> Layer {
        var layer = self
        layer.box = LayerBox(
            x: box.x * factor,
            y: box.y * factor,
            width: box.width * factor,
            height: box.height * factor
        )
        layer.cornerRadius = cornerRadius * factor
        layer.shadow = shadow.map {
            LayerShadow($0.colour, x: $0.x * factor, y: $0.y * factor, blur: $0.blur * factor)
        }
        layer.frame = frame.map {
            LayerFrame($0.colour, width: $0.width * factor, bottom: $0.bottom * factor)
        }
        switch content {
        case .image: break
        case .text(var setting):
            // Its other lengths are shares of its size.
            setting.size = setting.size.scaled(by: factor)
            layer.content = .text(setting)
        case .shape(let shape):
            let stroke = shape.stroke.map {
                LayerStroke(
                    width: $0.width * factor,
                    colour: $0.colour,
                    dash: $0.dash.map { $0 * factor }
                )
            }
            layer.content = .shape(LayerShape(shape.figure, fill: shape.fill, stroke: stroke))
        }
        return layer
    }
}

extension LayerDocument {
    /// The document on a smaller canvas of the same shape; one that fits stays as it is.
    package func scaled(toFit box: PixelSize) throws(Problem) -> LayerDocument {
        let factor = min(
            Double(box.width) / Double(canvas.size.width),
            Double(box.height) / Double(canvas.size.height)
        )
        guard factor < 1 else { return self }
        // A canvas has a least side, which very long ones reach first.
        let least = LayerCanvas.sides.lowerBound
        return try scaled(
            to: PixelSize(
                width: max(least, Int((Double(canvas.size.width) * factor).rounded())),
                height: max(least, Int((Double(canvas.size.height) * factor).rounded()))
            )
        )
    }

    /// The document on a canvas of another size and nearly the same shape.
    package func scaled(to size: PixelSize) throws(Problem) -> LayerDocument {
        let factor = Double(size.width) / Double(canvas.size.width)
        let background: LayerCanvas.Background =
            if case .picture(let image, let blur) = canvas.background {
                .picture(image, blur: blur * factor)
            } else {
                canvas.background
            }
        return try LayerDocument(
            canvas: LayerCanvas(size, background: background),
            layers: layers.map { $0.scaled(by: factor) }
        )
    }
}
