import Foundation

/// A rainbow behind the hills, away from the sun.
struct RainbowWriter {
    private static let colours = [
        "#e4574f", "#f0923f", "#f6cf4f", "#7fbf63", "#4f9fd0", "#6a6fc0", "#9a68b4",
    ].compactMap { SketchColour($0) }

    let air: Air

    func write(to svg: inout SVGText) {
        var dice = air.dice(120)
        // On a tall sheet it is wider than the sheet, so that it is seen above the hills.
        let radius = max(min(air.canvas.width * 0.5, air.horizon * 0.92), air.horizon * 0.32)
        let centre = ScenePoint(
            x: air.canvas.width * dice.number(0.52...0.64),
            y: air.horizon * 1.03
        )
        let width = radius * 0.052
        let bands = Self.colours.enumerated().map { place, colour in
            (arc(centre, radius - width * Double(place), width), air.colouring.air(colour, share: 0.6))
        }
        switch air.style.hand {
        case .even: even(bands, centre, radius, width, to: &svg)
        case .cut: for band in bands { cut(band.0, band.1, to: &svg) }
        case .brush: for band in bands { svg.path(band.0) { $0.fill(band.1, opacity: 0.42) } }
        case .pen: pen(bands, centre, radius, width, to: &svg)
        }
    }

    private typealias Band = (outline: Outline, colour: SketchColour)

    private func even(
        _ bands: [Band],
        _ centre: ScenePoint,
        _ radius: Double,
        _ width: Double,
        to svg: inout SVGText
    ) {
        // The sky within is a little lighter than without.
        svg.circle(at: centre, radius - width * 6.5) { $0.fill(.white, opacity: 0.1) }
        svg.group(opacity: 0.66) { svg in
            for band in bands { svg.path(band.outline) { $0.fill(band.colour) } }
        }
    }

    private func cut(_ outline: Outline, _ colour: SketchColour, to svg: inout SVGText) {
        svg.path(outline.mapped(.move(2 * air.unit, 3.4 * air.unit))) {
            $0.fill(air.style.ink, opacity: 0.14)
        }
        svg.path(outline) { $0.fill(colour.mixed(with: .white, 0.12)) }
    }

    private func pen(
        _ bands: [Band],
        _ centre: ScenePoint,
        _ radius: Double,
        _ width: Double,
        to svg: inout SVGText
    ) {
        for band in bands {
            svg.path(band.outline) { $0.fill(band.colour.mixed(with: air.style.blank, 0.25)) }
        }
        let edges = (0...bands.count).map { Outline.open(half(centre, radius - width * Double($0))) }
        svg.path(edges) { $0.stroke(air.style.line, width: air.style.pen * 0.6) }
    }

    private func arc(_ centre: ScenePoint, _ radius: Double, _ width: Double) -> Outline {
        // A hair wider, so that nothing shows between the bands.
        .polygon(half(centre, radius) + half(centre, radius - width * 1.02).reversed())
    }

    private func half(_ centre: ScenePoint, _ radius: Double) -> [ScenePoint] {
        (0...72).map { step in
            let angle = Double.pi * (1.02 + 0.96 * Double(step) / 72)
            return centre + ScenePoint(x: cos(angle) * radius, y: sin(angle) * radius)
        }
    }
}
