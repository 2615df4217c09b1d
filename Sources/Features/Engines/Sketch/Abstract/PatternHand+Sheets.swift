// Coloured paper, cut and laid on: shadows, a lit edge, no gradients.

extension PatternHand {
    private static let shadows = [(6.0, 10.0, 8.0, 0.10), (2.8, 4.6, 2.0, 0.19)]
    private static let rim = ScenePoint(x: -1, y: -1.5)

    mutating func sheet(_ shape: PatternShape, to svg: inout SVGText) {
        guard shape.form != .grain else { return }
        // Thin paper lets through what lies below, and throws no shadow.
        guard shape.isRaised, shape.opacity > 0.6 else { return flatSheet(shape, to: &svg) }
        for (right, down, spread, opacity) in Self.shadows {
            mark(shape, moved: ScenePoint(x: right, y: down), style.ink, opacity, spread, to: &svg)
        }
        mark(shape, moved: Self.rim, shape.colour.mixed(with: .white, 0.4), 1, 0, to: &svg)
        let tone = dice.number(-0.02...0.02)
        let paper = shape.colour.mixed(with: tone > 0 ? .white : .black, abs(tone))
        mark(shape, moved: .zero, paper, 1, 0, to: &svg)
    }

    private func flatSheet(_ shape: PatternShape, to svg: inout SVGText) {
        mark(shape, moved: .zero, shape.colour, shape.opacity, 0, to: &svg)
    }

    private func mark(
        _ shape: PatternShape,
        moved: ScenePoint,
        _ colour: SketchColour,
        _ opacity: Double,
        _ spread: Double,
        to svg: inout SVGText
    ) {
        let outlines = shape.outlines.map { $0.mapped(.move(moved.x, moved.y)) }
        switch shape.form {
        case .area:
            svg.path(outlines) { svg in
                svg.fill(colour, opacity: opacity)
                guard spread > 0 else { return }
                svg.attribute("stroke", colour.text)
                svg.attribute("stroke-width", spread)
                svg.attribute("stroke-opacity", opacity * 0.5)
            }
        case .strand(let width):
            svg.path(outlines) { $0.stroke(colour, width: width + spread, opacity: opacity) }
        case .grain: break
        }
    }
}
