import Foundation
import Kernel

/// Writes one figure as a small SVG that shows a part of the canvas.
struct FigureWriter {
    /// The part of the canvas, in whole pixels.
    let region: LayerBox

    /// A shape in its box, turned by degrees about a point.
    func svg(
        _ shape: LayerShape,
        in box: LayerBox,
        radius: Double,
        turn: (degrees: Double, about: (x: Double, y: Double))
    ) -> String {
        let fill = shape.fill.map { paint($0, in: box) } ?? ("none", "")
        let stroke = shape.stroke.map(Self.attributes) ?? ""
        let transform =
            turn.degrees == 0
            ? ""
            : " transform=\"rotate(\([turn.degrees, turn.about.x, turn.about.y].map(Self.text).joined(separator: " ")))\""
        return document(
            "<defs>\(fill.1)</defs><g\(transform) fill=\"\(fill.0)\"\(stroke)>\(element(shape.figure, in: box, radius))</g>"
        )
    }

    /// What a picture shows of itself: a box with round corners, or the corners of a clip.
    func coverage(_ box: LayerBox, radius: Double, clip: [LayerPoint]?) -> String {
        let figure = clip.map { LayerShape.Figure.polygon($0) } ?? .rectangle
        return document("<g fill=\"#ffffff\">\(element(figure, in: box, radius))</g>")
    }

    /// Nothing at all.
    var empty: String { document("") }

    private func document(_ body: String) -> String {
        let place = [region.x, region.y, region.width, region.height].map(Self.text).joined(separator: " ")
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"\(place)\">\(body)</svg>"
    }

    private func element(_ figure: LayerShape.Figure, in box: LayerBox, _ radius: Double) -> String {
        func point(_ point: LayerPoint) -> String {
            "\(Self.text(box.x + point.x * box.width)),\(Self.text(box.y + point.y * box.height))"
        }
        switch figure {
        case .rectangle:
            let round = min(radius, box.width / 2, box.height / 2)
            return
                "<rect x=\"\(Self.text(box.x))\" y=\"\(Self.text(box.y))\" width=\"\(Self.text(box.width))\""
                + " height=\"\(Self.text(box.height))\" rx=\"\(Self.text(round))\"/>"
        case .ellipse:
            return "<ellipse cx=\"\(Self.text(box.midX))\" cy=\"\(Self.text(box.midY))\""
                + " rx=\"\(Self.text(box.width / 2))\" ry=\"\(Self.text(box.height / 2))\"/>"
        case .line(let start, let end):
            return "<polyline points=\"\(point(start)) \(point(end))\"/>"
        case .polygon(let points):
            return "<polygon points=\"\(points.map(point).joined(separator: " "))\"/>"
        case .star(let tips, let depth):
            let points = Self.star(tips, depth).map(point).joined(separator: " ")
            return "<polygon points=\"\(points)\"/>"
        }
    }

    /// The first tip stands upright in the middle.
    private static func star(_ tips: Int, _ depth: Double) -> [LayerPoint] {
        (0..<tips * 2).map { index in
            let angle = Double(index) * .pi / Double(tips)
            let reach = index.isMultiple(of: 2) ? 0.5 : 0.5 * depth
            return LayerPoint(0.5 + reach * sin(angle), 0.5 - reach * cos(angle))
        }
    }

    private static func attributes(_ stroke: LayerStroke) -> String {
        let dash = stroke.dash.map { " stroke-dasharray=\"\(text($0))\"" } ?? ""
        return " stroke=\"\(stroke.colour.opaqueText)\" stroke-opacity=\"\(opacity(stroke.colour))\""
            + " stroke-width=\"\(text(stroke.width))\"\(dash)"
    }

    /// A fill's value, and what it refers to.
    private func paint(_ paint: LayerPaint, in box: LayerBox) -> (String, String) {
        switch paint {
        case .colour(let colour):
            return ("\(colour.opaqueText)\" fill-opacity=\"\(Self.opacity(colour))", "")
        case .gradient(let gradient):
            return ("url(#fill)", Self.gradient(gradient, in: box))
        }
    }

    private static func gradient(_ gradient: LayerGradient, in box: LayerBox) -> String {
        let stops = gradient.stops.map { stop in
            "<stop offset=\"\(text(stop.at))\" stop-color=\"\(stop.colour.opaqueText)\""
                + " stop-opacity=\"\(opacity(stop.colour))\"/>"
        }.joined()
        switch gradient.kind {
        case .linear:
            // As long as the box is in that direction, as in CSS.
            let angle = gradient.angle * .pi / 180
            let half = (abs(cos(angle)) * box.width + abs(sin(angle)) * box.height) / 2
            let (dx, dy) = (cos(angle) * half, sin(angle) * half)
            return "<linearGradient id=\"fill\" gradientUnits=\"userSpaceOnUse\""
                + " x1=\"\(text(box.midX - dx))\" y1=\"\(text(box.midY - dy))\""
                + " x2=\"\(text(box.midX + dx))\" y2=\"\(text(box.midY + dy))\">\(stops)</linearGradient>"
        case .radial:
            return "<radialGradient id=\"fill\">\(stops)</radialGradient>"
        }
    }

    private static func opacity(_ colour: LayerColour) -> String { text(Double(colour.alpha) / 255) }

    /// A number with three decimals at most.
    private static func text(_ number: Double) -> String {
        let rounded = (number * 1_000).rounded() / 1_000
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
