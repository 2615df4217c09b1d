// What shines: metals, glass, ice, crystal.

extension TextureWriter {
    /// A broad and a narrow bright band, and a dark one where the ground is mirrored.
    mutating func gloss(_ surface: Surface, to svg: inout SVGText) {
        var weave = Weave(surface: surface, angle: -52)
        weave.wave = size * 0.02
        weave.length = size * 0.6
        weave.phase = dice.number(0...6)
        band(weave, 0.2...0.34, .light, opacity: 0.62, to: &svg)
        band(weave, 0.375...0.4, .light, opacity: 0.62, to: &svg)
        band(weave, 0.62...0.72, .dark, opacity: 0.34, to: &svg)
        band(weave, 0.84...0.88, .light, opacity: 0.4, to: &svg)
    }

    /// Fine level traces of the brush, one dull band.
    mutating func brushed(_ surface: Surface, to svg: inout SVGText) {
        band(Weave(surface: surface, angle: -58), 0.26...0.42, .light, opacity: 0.34, to: &svg)
        let weave = Weave(surface: surface, angle: 0)
        let traces = weave.lines(spacing: size * 0.02).compactMap { line -> [ScenePoint]? in
            guard dice.chance(0.7), line.length > size * 0.04 else { return nil }
            let start = line.part.lowerBound + line.length * dice.number(0...0.4)
            return weave.run(
                line,
                from: start,
                to: start + (line.part.upperBound - start) * dice.number(0.4...1)
            )
        }
        let half = traces.count / 2
        let shuffled = dice.shuffled(traces)
        lines(Array(shuffled.prefix(half)), .dark, width: 0.003, opacity: 0.45, to: &svg)
        lines(Array(shuffled.dropFirst(half)), .light, width: 0.003, opacity: 0.5, to: &svg)
    }

    /// Two slanting sheens, as on a pane.
    mutating func sheen(_ surface: Surface, to svg: inout SVGText) {
        let weave = Weave(surface: surface, angle: -56)
        band(weave, 0.22...0.38, .light, opacity: 0.75, to: &svg)
        band(weave, 0.42...0.46, .light, opacity: 0.75, to: &svg)
        band(weave, 0.8...0.86, .light, opacity: 0.4, to: &svg)
    }

    /// A sheen, and cracks that turn sharply.
    mutating func cracks(_ surface: Surface, to svg: inout SVGText) {
        band(Weave(surface: surface, angle: -56), 0.24...0.36, .light, opacity: 0.6, to: &svg)
        let runs = [28.0, -64].flatMap { angle -> [[ScenePoint]] in
            let weave = Weave(surface: surface, angle: angle)
            return weave.lines(spacing: size * 0.17).filter { $0.length > size * 0.1 }.map {
                crack(weave, $0)
            }
        }
        lines(runs, .light, width: 0.007, opacity: 0.9, to: &svg)
        lines(
            runs.map { $0.map { $0 + ScenePoint(x: size * 0.005, y: size * 0.006) } },
            .dark,
            width: 0.003,
            opacity: 0.5,
            to: &svg
        )
    }

    private mutating func crack(_ weave: Weave, _ line: Weave.Line) -> [ScenePoint] {
        let start = line.part.lowerBound + line.length * dice.number(0.05...0.3)
        let end = line.part.upperBound - line.length * dice.number(0.05...0.3)
        let count = max(2, Int((end - start) / (size * 0.05)))
        return (0...count).map { step in
            let aside = step == 0 || step == count ? 0 : dice.number(-0.016...0.016) * size
            return weave.point(start + (end - start) * Double(step) / Double(count), line.level + aside)
        }
    }

    /// Planes lit from several sides, sharp where they meet.
    mutating func planes(_ surface: Surface, to svg: inout SVGText) {
        for (angle, shares, shade, opacity) in [
            (62.0, 0.1...0.34, Shade.light, 0.34), (62, 0.56...0.74, .light, 0.26),
            (-38, 0.18...0.4, .dark, 0.2), (-38, 0.6...0.8, .light, 0.28), (8, 0.44...0.6, .dark, 0.14),
        ] {
            band(Weave(surface: surface, angle: angle), shares, shade, opacity: opacity, to: &svg)
        }
        let edges = [62.0, -38].flatMap { angle -> [[ScenePoint]] in
            let weave = Weave(surface: surface, angle: angle)
            return weave.lines(spacing: size * 0.15).filter { $0.length > size * 0.06 }.map { weave.run($0) }
        }
        lines(edges, .light, width: 0.004, opacity: 0.85, to: &svg)
    }
}
