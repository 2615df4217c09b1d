// What is quarried, fired, folded or laid in courses: stone, marble, brick, clay, paper.

extension TextureWriter {
    /// Bricks: courses and joints of mortar, some bricks darker than others.
    mutating func courses(_ surface: Surface, to svg: inout SVGText) {
        let height = size * 0.048
        let weave = Weave(surface: surface, angle: 0)
        let rows = weave.lines(spacing: height)
        let bricks = rows.map { self.bricks(along: $0, length: size * 0.11) }
        let dark = zip(rows, bricks).flatMap { row, bricks in
            bricks.filter { _ in dice.chance(0.28) }.map {
                weave.run(row, from: $0.lowerBound, to: $0.upperBound)
            }
        }
        if style.hand != .pen {
            svg.path(dark.map(Outline.open)) { svg in
                svg.attribute("fill", "none")
                svg.attribute("stroke", tint(.dark).text)
                svg.attribute("stroke-width", height * 0.94)
                svg.attribute("stroke-opacity", 0.32)
            }
        }
        let joints = zip(rows, bricks).flatMap { row, bricks in
            bricks.dropLast().map { brick in
                [-0.5, 0.5].map { weave.point(brick.upperBound, row.level + $0 * height) }
            }
        }
        let beds = rows.map { row in
            [row.part.lowerBound, row.part.upperBound].map { weave.point($0, row.level - height / 2) }
        }
        mortar(beds + joints, to: &svg)
    }

    /// A row's bricks, half a brick aside in each other row.
    private func bricks(along row: Weave.Line, length: Double) -> [ClosedRange<Double>] {
        let shift = row.nth.isMultiple(of: 2) ? 0 : length / 2
        var ends = stride(from: -shift, to: row.part.upperBound, by: length).filter {
            row.part.contains($0)
        }
        ends = [row.part.lowerBound] + ends + [row.part.upperBound]
        return zip(ends, ends.dropFirst()).map { $0...$1 }
    }

    private mutating func mortar(_ runs: [[ScenePoint]], to svg: inout SVGText) {
        let shade: Shade = style.hand == .even || style.hand == .cut ? .light : .dark
        lines(runs, shade, width: 0.0065, opacity: 0.6, to: &svg)
    }

    /// Veins that wander across, and finer ones that leave them.
    mutating func veins(_ surface: Surface, to svg: inout SVGText) {
        for (angle, spacing, width, opacity) in [
            (34.0, 0.15, 0.0085, 0.55), (-14, 0.22, 0.0045, 0.5), (58, 0.26, 0.003, 0.45),
        ] {
            var weave = Weave(surface: surface, angle: angle + dice.number(-6...6))
            weave.wave = size * dice.number(0.02...0.04)
            weave.length = size * dice.number(0.24...0.42)
            weave.phase = dice.number(0...6)
            let runs = weave.lines(spacing: size * spacing).filter { $0.length > size * 0.05 }.map { line in
                weave.run(line, from: line.part.lowerBound + line.length * dice.number(0...0.25), to: nil)
            }
            lines(runs, .dark, width: width, opacity: opacity, to: &svg)
        }
        band(Weave(surface: surface, angle: -52), 0.24...0.32, .light, opacity: 0.45, to: &svg)
    }

    /// Grains, dark and light, and a few short cracks.
    mutating func speckle(_ surface: Surface, to svg: inout SVGText) {
        dots(strewn(surface, spacing: 0.034), .dark, opacity: 0.5, to: &svg)
        dots(strewn(surface, spacing: 0.05), .light, opacity: 0.6, to: &svg)
        let weave = Weave(surface: surface, angle: 24)
        let cracks = weave.lines(spacing: size * 0.16).compactMap { line -> [ScenePoint]? in
            guard line.length > size * 0.12 else { return nil }
            let start = line.part.lowerBound + line.length * dice.number(0.1...0.6)
            let reach = min(size * dice.number(0.05...0.11), line.part.upperBound - start)
            return [
                weave.point(start, line.level), weave.point(start + reach * 0.5, line.level + size * 0.012),
                weave.point(start + reach, line.level - size * 0.004),
            ]
        }
        lines(cracks, .dark, width: 0.005, opacity: 0.6, to: &svg)
    }

    /// Places on the surface, one in each square of a share of the size, about.
    private mutating func strewn(_ surface: Surface, spacing: Double) -> [ScenePoint] {
        let weave = Weave(surface: surface, angle: 0)
        return weave.lines(spacing: size * spacing).flatMap { line -> [ScenePoint] in
            stride(from: line.part.lowerBound, to: line.part.upperBound, by: size * spacing).compactMap {
                start in
                let along = start + size * spacing * dice.number(0.1...0.9)
                guard along < line.part.upperBound - size * 0.008 else { return nil }
                return weave.point(along, line.level + size * spacing * dice.number(-0.35...0.35))
            }
        }
    }

    /// Folds: a lit side, a shaded one, a sharp line between them.
    mutating func creases(_ surface: Surface, to svg: inout SVGText) {
        for (angle, share) in [(-62.0, 0.34), (24, 0.58), (74, 0.7)] {
            let weave = Weave(surface: surface, angle: angle + dice.number(-6...6))
            let place = share + dice.number(-0.06...0.06)
            band(weave, place - 0.14...place, .dark, opacity: 0.13, to: &svg)
            band(weave, place...place + 0.05, .light, opacity: 0.55, to: &svg)
        }
    }

    /// Level traces of the hand that turned it.
    mutating func rings(_ surface: Surface, to svg: inout SVGText) {
        var weave = Weave(surface: surface, angle: 0)
        weave.wave = size * 0.006
        weave.length = size * 0.7
        weave.phase = dice.number(0...6)
        let all = weave.lines(spacing: size * 0.03).filter { $0.length > size * 0.04 }
        let traces = all.map { line in
            let cut = line.length * 0.18
            return weave.run(
                line,
                from: line.part.lowerBound + cut * dice.number(0...1),
                to: line.part.upperBound - cut * dice.number(0...1)
            )
        }
        lines(traces, .dark, width: 0.005, opacity: 0.4, to: &svg)
        lines(
            traces.map { $0.map { $0 + ScenePoint(x: 0, y: size * 0.007) } },
            .light,
            width: 0.004,
            opacity: 0.4,
            to: &svg
        )
        dots(strewn(surface, spacing: 0.08), .dark, opacity: 0.3, to: &svg)
    }
}
