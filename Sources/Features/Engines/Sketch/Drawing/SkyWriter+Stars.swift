import Foundation

extension SkyWriter {
    /// Stars of three sizes, each size one path; fewer towards the horizon.
    mutating func writeStars(to svg: inout SVGText) {
        let look = StarLook(style.fill, colouring)
        let area = canvas.width * horizon / (canvas.unit * canvas.unit)
        // Where it is always night, there are always stars.
        let stars = max(colouring.time.stars, style.sky == .night ? 60 : 0)
        let count = min(600, Int(stars * look.density * area))
        guard count > 0 else { return }
        for (share, radius, opacity) in [(0.6, 1.1, 0.7), (0.3, 1.7, 0.85), (0.1, 2.6, 1.0)] {
            let size = max(radius * canvas.unit / 1_000 * look.size, look.least * style.coarseness)
            let stars = (0..<Int(Double(count) * share)).map { _ in
                let height = dice.number(0...1) * dice.number(0.35...1)
                let place = ScenePoint(x: dice.number(0...canvas.width), y: height * horizon * 0.95)
                return look.shape.outline(at: place, size)
            }
            svg.path(stars) { svg in
                switch look.shape {
                case .cross: svg.stroke(look.colour, width: style.pen * 0.4, opacity: opacity)
                case .disc, .spark, .square, .gem: svg.fill(look.colour, opacity: look.isFlat ? 1 : opacity)
                }
            }
        }
    }
}

/// How a style draws stars.
private struct StarLook {
    enum Shape {
        case disc
        /// With four rays.
        case spark
        case square
        /// With four corners.
        case gem
        case cross
    }

    let shape: Shape
    let colour: SketchColour
    /// Of the stars there are at that hour, so many are drawn, and so much larger.
    let density: Double
    let size: Double
    /// Of the style's coarseness, no star is smaller.
    let least: Double
    /// Whether all are of one colour.
    let isFlat: Bool

    init(_ fill: DrawingStyle.Fill, _ colouring: Colouring) {
        let style = colouring.style
        let white = colouring.glow.mixed(with: .white, 0.6)
        switch fill {
        case .facets, .screens: self.init(.disc, white)
        case .sheets: self.init(.spark, white, density: 0.5, size: 1.8)
        case .wash: self.init(.spark, style.paper, density: 0.5)
        case .spots: self.init(.spark, style.ink, density: 0.5)
        case .pigment: self.init(.disc, style.paper, density: 0.7, size: 1.5)
        case .cells: self.init(.square, white, density: 0.4, least: 0.5, isFlat: true)
        case .blocks: self.init(.spark, style.paper, density: 0.22, size: 2.6, isFlat: true)
        case .polygons: self.init(.gem, white, density: 0.4, size: 1.9)
        case .stones: self.init(.disc, white, density: 0.2, least: 0.6, isFlat: true)
        case .tubes: self.init(.disc, style.paper, density: 0.6)
        case .drafting: self.init(.cross, style.paper, density: 0.35, size: 2)
        }
    }

    private init(
        _ shape: Shape,
        _ colour: SketchColour,
        density: Double = 1,
        size: Double = 1.1,
        least: Double = 0,
        isFlat: Bool = false
    ) {
        self.shape = shape
        self.colour = colour
        self.density = density
        self.size = size
        self.least = least
        self.isFlat = isFlat
    }
}

extension StarLook.Shape {
    func outline(at place: ScenePoint, _ size: Double) -> Outline {
        switch self {
        case .disc: .ellipse(at: place, size, size)
        case .spark: Self.star(place, corners: 8, far: size * 2.2, near: size * 0.6)
        case .square: Self.star(place, corners: 4, far: size * 1.41, near: size * 1.41, turn: .pi / 4)
        case .gem: Self.star(place, corners: 4, far: size * 1.7, near: size)
        case .cross:
            Outline(pieces: [
                .move(ScenePoint(x: place.x - size * 2, y: place.y)),
                .line(ScenePoint(x: place.x + size * 2, y: place.y)),
                .move(ScenePoint(x: place.x, y: place.y - size * 2)),
                .line(ScenePoint(x: place.x, y: place.y + size * 2)),
            ])
        }
    }

    private static func star(
        _ place: ScenePoint,
        corners: Int,
        far: Double,
        near: Double,
        turn: Double = 0
    ) -> Outline {
        .polygon(
            (0..<corners).map { corner in
                let angle = Double(corner) * 2 * .pi / Double(corners) + turn
                let reach = corner.isMultiple(of: 2) ? far : near
                return ScenePoint(x: place.x + cos(angle) * reach, y: place.y + sin(angle) * reach)
            }
        )
    }
}
