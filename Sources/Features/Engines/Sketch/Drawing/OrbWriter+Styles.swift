import Foundation

// Suns and moons of the other techniques.

extension OrbWriter {
    private var unit: Double { scene.canvas.unit / 1_000 }

    /// A thin round wash in paper left white, its light run into the wet sky.
    func pigment(_ centre: ScenePoint, to svg: inout SVGText) {
        let glow = orb.isSun ? orb.colour : style.paper
        RadialGradient(spot: "glow", glow, opacity: 0.3 + 0.45 * orb.glow).write(to: &svg)
        svg.circle(at: centre, radius * (orb.isSun ? 4.2 : 3)) { $0.attribute("fill", "url(#glow)") }
        svg.path(disc(centre)) { svg in
            svg.fill(style.paper)
            svg.attribute("stroke", style.paper.text)
            svg.attribute("stroke-width", radius * 0.14)
        }
        svg.path(disc(centre)) { $0.fill(orb.colour, opacity: 0.85) }
    }

    /// A disc of cells in two steps of light.
    func cells(_ centre: ScenePoint, to svg: inout SVGText) {
        for (reach, opacity) in [(1.75, 0.22), (1.35, 0.3)] where orb.glow > 0.3 {
            svg.circle(at: centre, radius * reach) { $0.fill(orb.colour, opacity: opacity * orb.glow) }
        }
        svg.path(disc(centre)) { $0.fill(orb.colour) }
    }

    /// Rays to the ends of the sky from a sun, rings around a moon.
    func rays(_ centre: ScenePoint, to svg: inout SVGText) {
        if orb.isSun {
            let far = scene.canvas.width + scene.canvas.height
            let count = 18
            let rays = (0..<count).map { ray -> Outline in
                let angle = (Double(ray) + 0.25) * 2 * .pi / Double(count)
                let half = .pi / Double(count) / 2
                return .polygon([centre, at(centre, angle - half, far), at(centre, angle + half, far)])
            }
            svg.path(rays) { $0.fill(orb.colour.mixed(with: style.paper, 0.35), opacity: 0.3) }
        } else {
            for (reach, opacity) in [(7.5, 0.06), (5.2, 0.08), (3.3, 0.1), (1.9, 0.14)] {
                svg.circle(at: centre, radius * reach) { $0.fill(style.paper, opacity: opacity) }
            }
        }
        let size = orb.isSun ? 1.25 : 1.1
        let change = Affine.move(centre.x, centre.y).after(.scale(size, size)).after(
            .move(-centre.x, -centre.y)
        )
        svg.path(disc(centre).mapped(change)) { $0.fill(orb.colour.mixed(with: style.paper, 0.2)) }
    }

    /// A cut stone.
    func gem(_ centre: ScenePoint, to svg: inout SVGText) {
        var dice = Dice(scene.seed, for: .strokes, 3_000)
        for (reach, opacity) in [(2.6, 0.12), (1.7, 0.2)] where orb.glow > 0.3 {
            let ring = ring(centre, radius * reach, corners: 11)
            svg.path(ring.outline) { $0.fill(orb.colour, opacity: opacity) }
        }
        let run = disc(centre).runs(steps: 4).first ?? []
        let polygon = Polygon(Polygon.simplified(run, slack: radius * 0.045))
        svg.path(polygon.outline) { $0.fill(orb.colour) }
        let facets =
            orb.crescent == 0 ? Facets(fanOf: polygon, &dice) : Facets(of: polygon, size: radius * 0.5, &dice)
        facets.write(to: &svg, seam: 0.6 * unit) { light in
            orb.colour.mixed(with: light > 0 ? .white : style.accent, abs(light) * (light > 0 ? 0.5 : 0.22))
        }
    }

    private func ring(_ centre: ScenePoint, _ reach: Double, corners: Int) -> Polygon {
        Polygon((0..<corners).map { at(centre, Double($0) * 2 * .pi / Double(corners) + 0.2, reach) })
    }

    /// A disc, and a circle of rays laid around it.
    func stones(_ centre: ScenePoint, to svg: inout SVGText) {
        let warm = orb.colour.mixed(with: style.accent, 0.3)
        if orb.isSun {
            let rays = (0..<12).map { ray -> Outline in
                let angle = Double(ray) * .pi / 6
                let far = at(centre, angle, radius * (ray.isMultiple(of: 2) ? 2.1 : 1.75))
                return .polygon([
                    at(centre, angle - 0.17, radius * 1.2), far, at(centre, angle + 0.17, radius * 1.2),
                ])
            }
            svg.path(rays) { $0.fill(orb.colour) }
        }
        svg.circle(at: centre, radius * (orb.isSun ? 1.22 : 0)) { $0.fill(warm) }
        svg.path(disc(centre)) { $0.fill(orb.colour) }
    }

    /// A ring of light; a sun is cut by the slats of haze below its middle.
    func tubes(_ centre: ScenePoint, to svg: inout SVGText) {
        let tube = TubeTone(style: style).colour(Colouring.Tint(colour: orb.isSun ? orb.colour : sky[1]))
        svg.path(disc(centre)) { $0.fill(style.ink) }
        if orb.isSun {
            let stops = [
                Gradient.Stop(place: 0, colour: tube, opacity: 0.85),
                Gradient.Stop(place: 1, colour: style.accent, opacity: 0.85),
            ]
            Gradient(id: "glow", top: centre.y - radius, bottom: centre.y + radius, stops: stops).write(
                to: &svg
            )
        }
        svg.path(disc(centre)) { svg in
            if orb.isSun { svg.attribute("fill", "url(#glow)") } else { svg.fill(tube, opacity: 0.2) }
        }
        if orb.isSun {
            for (level, height) in [(0.12, 0.05), (0.34, 0.08), (0.56, 0.11), (0.78, 0.14)] {
                let half = radius * (1 - level * level).squareRoot() + unit
                let top = centre.y + radius * level
                let box = SceneBox(
                    left: centre.x - half,
                    top: top,
                    right: centre.x + half,
                    bottom: top + radius * height
                )
                svg.rectangle(box) { $0.fill(style.ink, opacity: 0.85) }
            }
        }
        Tube(colour: orb.isSun ? tube.mixed(with: style.accent, 0.5) : tube, width: style.pen)
            .write([disc(centre)], core: style.paper, to: &svg)
    }

    /// Circles about crossed lines.
    func drafting(_ centre: ScenePoint, to svg: inout SVGText) {
        svg.path(disc(centre)) { svg in
            svg.fill(style.ink)
            svg.attribute("stroke", style.paper.text)
            svg.attribute("stroke-width", style.pen * 0.8)
        }
        let far = radius * 1.7
        let cross = [
            ScenePoint(x: -far, y: 0), ScenePoint(x: far, y: 0), ScenePoint(x: 0, y: -far),
            ScenePoint(x: 0, y: far),
        ].map { centre + $0 }
        let lines = Outline(pieces: [.move(cross[0]), .line(cross[1]), .move(cross[2]), .line(cross[3])])
        svg.path(lines) { svg in
            svg.stroke(style.paper, width: style.pen * 0.3, opacity: 0.6)
            svg.attribute(
                "stroke-dasharray",
                "\(NumberText.plain(radius * 0.3)) \(NumberText.plain(radius * 0.08))"
            )
        }
        for reach in orb.isSun ? [1.3, 1.36] : [1.3] {
            svg.circle(at: centre, radius * reach) {
                $0.stroke(style.paper, width: style.pen * 0.35, opacity: 0.6)
            }
        }
    }

    private func at(_ centre: ScenePoint, _ angle: Double, _ reach: Double) -> ScenePoint {
        ScenePoint(x: centre.x + cos(angle) * reach, y: centre.y + sin(angle) * reach)
    }
}
