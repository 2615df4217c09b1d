// What has grown, or was spun and plaited: wood, straw, wool.

extension TextureWriter {
    /// Waving lines along the longer side, broken here and there, and a knot or two.
    mutating func grain(_ surface: Surface, _ box: SceneBox, to svg: inout SVGText) {
        var weave = Weave(surface: surface, angle: box.height > box.width * 1.15 ? 88 : 3)
        weave.wave = size * 0.008
        weave.length = size * dice.number(0.35...0.55)
        weave.phase = dice.number(0...6)
        let all = weave.lines(spacing: size * 0.026).filter { $0.length > size * 0.03 }
        let broad = all.filter { $0.nth.isMultiple(of: 3) }
        let fine = all.filter { !$0.nth.isMultiple(of: 3) }
        lines(broad.flatMap { broken(weave, $0, gap: 0.2) }, .dark, width: 0.008, opacity: 0.5, to: &svg)
        lines(fine.flatMap { broken(weave, $0, gap: 0.5) }, .dark, width: 0.0045, opacity: 0.45, to: &svg)
        let roomy = all.filter { $0.length > size * 0.22 }
        guard !roomy.isEmpty, box.area > size * size * 0.05 else { return }
        let line = roomy[dice.index(roomy.count)]
        let along = line.part.lowerBound + line.length * dice.number(0.3...0.7)
        lines(
            knot(at: weave.point(along, line.level), weave.angle),
            .dark,
            width: 0.006,
            opacity: 0.6,
            to: &svg
        )
    }

    private func knot(at centre: ScenePoint, _ angle: Double) -> [[ScenePoint]] {
        [0.012, 0.024].compactMap { reach in
            let turned = Affine.turn(angle, about: centre)
            return Outline.ellipse(at: centre, size * reach * 1.7, size * reach * 0.8).mapped(turned).runs()
                .first
        }
    }

    /// A line in pieces, some of them left out.
    private mutating func broken(_ weave: Weave, _ line: Weave.Line, gap: Double) -> [[ScenePoint]] {
        var runs: [[ScenePoint]] = []
        var place = line.part.lowerBound
        while place < line.part.upperBound {
            let end = min(place + size * dice.number(0.1...0.34), line.part.upperBound)
            if !dice.chance(gap * 0.5) { runs.append(weave.run(line, from: place, to: end)) }
            place = end + size * dice.number(0.01...0.06)
        }
        return runs
    }

    /// Short stalks, side by side, light and dark.
    mutating func thatch(_ surface: Surface, to svg: inout SVGText) {
        let weave = Weave(surface: surface, angle: 76)
        let stalks = weave.lines(spacing: size * 0.015).flatMap { line -> [[ScenePoint]] in
            stride(from: line.part.lowerBound, to: line.part.upperBound, by: size * 0.09).compactMap {
                start in
                let from = start + size * dice.number(0...0.03)
                let end = min(from + size * dice.number(0.05...0.1), line.part.upperBound)
                return end > from ? weave.run(line, from: from, to: end) : nil
            }
        }
        let isLight = stalks.map { _ in dice.chance(0.45) }
        lines(zip(stalks, isLight).filter { !$1 }.map(\.0), .dark, width: 0.005, opacity: 0.6, to: &svg)
        lines(zip(stalks, isLight).filter { $1 }.map(\.0), .light, width: 0.005, opacity: 0.6, to: &svg)
    }

    /// Knitted: two short strokes to a loop, loops in rows.
    mutating func stitches(_ surface: Surface, to svg: inout SVGText) {
        let weave = Weave(surface: surface, angle: 0)
        let (step, height) = (size * 0.03, size * 0.032)
        let loops = weave.lines(spacing: height).flatMap { line -> [[ScenePoint]] in
            guard line.length > step else { return [] }
            return stride(
                from: line.part.lowerBound + step / 2,
                to: line.part.upperBound - step * 0.3,
                by: step
            ).map {
                [
                    weave.point($0 - step * 0.34, line.level - height * 0.42),
                    weave.point($0, line.level + height * 0.3),
                    weave.point($0 + step * 0.34, line.level - height * 0.42),
                ]
            }
        }
        let runs = loops.map { Outline.open($0) }
        switch style.hand {
        case .even, .cut:
            svg.path(runs) { $0.stroke(tint(.dark), width: size * 0.007, opacity: 0.55) }
            let lit = runs.map { $0.mapped(.move(-size * 0.002, -size * 0.005)) }
            svg.path(lit) { $0.stroke(tint(.light), width: size * 0.003, opacity: 0.5) }
        case .brush: svg.path(runs) { $0.stroke(style.ink, width: pen * 0.6, opacity: 0.4) }
        case .pen: svg.path(runs) { $0.stroke(style.line, width: pen * 0.42, opacity: 0.8) }
        }
    }
}
