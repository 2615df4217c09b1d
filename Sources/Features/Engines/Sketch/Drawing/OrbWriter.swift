import Foundation

/// Draws the sun or the moon of the hour.
struct OrbWriter {
    private static let tries = 12

    let orb: TimeOfDay.Orb
    let scene: Scene
    let style: DrawingStyle
    let sky: [SketchColour]

    var radius: Double { orb.size * scene.canvas.unit }

    func write(at centre: ScenePoint, to svg: inout SVGText) {
        switch style.fill {
        case .facets: glowing(centre, orb.colour, to: &svg)
        case .sheets: sheet(centre, to: &svg)
        case .wash: wash(centre, to: &svg)
        case .spots: pen(centre, to: &svg)
        case .pigment: pigment(centre, to: &svg)
        case .cells: cells(centre, to: &svg)
        case .blocks: rays(centre, to: &svg)
        case .screens: glowing(centre, orb.colour, to: &svg)
        case .polygons: gem(centre, to: &svg)
        case .stones: stones(centre, to: &svg)
        case .tubes: tubes(centre, to: &svg)
        case .drafting: drafting(centre, to: &svg)
        }
    }

    /// The freest of a few places; nil when all of them are covered.
    func place(besides taken: [SceneBox], _ dice: inout Dice) -> ScenePoint? {
        let places = (0..<Self.tries).map { _ in
            // Shadows fall to the right, so the sun is on the left; the moon throws none.
            let side = orb.isSun ? -1 : dice.sign()
            let across = 0.5 + dice.number(0.05...0.4) * side
            let height = dice.number(orb.height) * scene.backdrop.horizon
            return ScenePoint(x: across * scene.canvas.width, y: max(height, radius * 1.5))
        }
        let best = places.min { hidden($0, taken) < hidden($1, taken) }
        return best.flatMap { hidden($0, taken) > 0.6 ? nil : $0 }
    }

    private func hidden(_ place: ScenePoint, _ boxes: [SceneBox]) -> Double {
        let reach = radius * 1.25
        let own = SceneBox(
            left: place.x - reach,
            top: place.y - reach,
            right: place.x + reach,
            bottom: place.y + reach
        )
        return boxes.reduce(0) { $0 + $1.overlap(with: own) } / own.area
    }

    func glowing(_ centre: ScenePoint, _ colour: SketchColour, to svg: inout SVGText) {
        svg.append("<radialGradient id=\"glow\">")
        for (place, opacity) in [(0.0, 0.75), (0.2, 0.5), (0.45, 0.2), (1.0, 0.0)] {
            svg.append("<stop")
            svg.attribute("offset", place)
            svg.attribute("stop-color", colour.text)
            svg.attribute("stop-opacity", opacity * orb.glow)
            svg.append("/>")
        }
        svg.append("</radialGradient>")
        svg.circle(at: centre, radius * 5) { $0.attribute("fill", "url(#glow)") }
        svg.path(disc(centre)) { $0.fill(colour) }
    }

    private func sheet(_ centre: ScenePoint, to svg: inout SVGText) {
        for (reach, share) in [(2.5, 0.22), (1.7, 0.42)] where orb.glow > 0.3 {
            let ring = orb.colour.mixed(with: sky[1], 1 - share)
            let unit = scene.canvas.unit / 1_000
            let shifted = ScenePoint(x: centre.x + 2 * unit, y: centre.y + 4 * unit)
            svg.circle(at: shifted, radius * reach + 1.5 * unit) { $0.fill(style.ink, opacity: 0.13) }
            svg.circle(at: centre, radius * reach) { $0.fill(ring) }
        }
        let unit = scene.canvas.unit / 1_000
        svg.path(disc(centre).mapped(.move(3 * unit, 5 * unit))) { $0.fill(style.ink, opacity: 0.2) }
        svg.path(disc(centre)) { $0.fill(orb.colour) }
    }

    /// The sun is a red seal of a disc; the moon is paper left white in a dark wash.
    private func wash(_ centre: ScenePoint, to svg: inout SVGText) {
        if !orb.isSun { glowing(centre, style.paper, to: &svg) }
        svg.path(disc(centre)) { svg in
            svg.fill(orb.isSun ? style.accent : style.paper, opacity: orb.isSun ? 0.86 : 1)
        }
    }

    private func pen(_ centre: ScenePoint, to svg: inout SVGText) {
        svg.path(disc(centre)) { svg in
            svg.fill(style.paper)
            svg.attribute("stroke", style.ink.text)
            svg.attribute("stroke-width", style.pen * 0.8)
        }
        guard orb.crescent == 0 else { return }
        let rays = (0..<20).flatMap { ray -> [Outline.Piece] in
            let angle = Double(ray) * .pi / 10
            let (near, far) = (radius * 1.22, radius * (ray.isMultiple(of: 2) ? 1.62 : 1.42))
            return [
                .move(ScenePoint(x: centre.x + cos(angle) * near, y: centre.y + sin(angle) * near)),
                .line(ScenePoint(x: centre.x + cos(angle) * far, y: centre.y + sin(angle) * far)),
            ]
        }
        svg.path(Outline(pieces: rays)) { $0.stroke(style.ink, width: style.pen * 0.7) }
    }

    /// A full disc, or what a second one of the same size leaves of it.
    func disc(_ centre: ScenePoint) -> Outline {
        guard orb.crescent > 0 else { return .ellipse(at: centre, radius, radius) }
        let steps = 28
        let offset = radius * (1.6 - orb.crescent)
        // Where both circles meet, seen from the first one's centre.
        let meet = acos(min(1, offset / 2 / radius))
        let turn = -0.5
        func point(_ angle: Double, _ dx: Double) -> ScenePoint {
            let (x, y) = (cos(angle) * radius + dx, sin(angle) * radius)
            return ScenePoint(
                x: centre.x + x * cos(turn) - y * sin(turn),
                y: centre.y + x * sin(turn) + y * cos(turn)
            )
        }
        let outer = (0...steps).map { point(meet + (2 * .pi - 2 * meet) * Double($0) / Double(steps), 0) }
        let inner = (0...steps).map { point(.pi + meet - 2 * meet * Double($0) / Double(steps), offset) }
        return .polygon(outer + inner)
    }
}
