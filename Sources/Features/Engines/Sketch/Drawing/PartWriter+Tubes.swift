// Neon: dark bodies, outlines that shine.

extension PartWriter {
    /// Square scene units below which a shape gets no tube of its own.
    private static let least = 160.0

    mutating func writeTubes(_ shapes: [PosedShape], to svg: inout SVGText) {
        let tubes = tubes(of: shapes)
        if let mirror {
            for tube in tubes { reflection(of: tube, in: mirror, to: &svg) }
            return
        }
        let outer = silhouettes(shapes).map(\.outline)
        svg.path(isPlain ? outer.filter(isLarge) : outer) { $0.fill(style.ink, opacity: 0.94) }
        let tone = TubeTone(style: style)
        for shape in shapes {
            if case .fill(let paint) = shape.role { glass(shape.outline, colour(paint), tone, to: &svg) }
        }
        for tube in tubes {
            Tube(colour: tube.colour, width: pen * tube.weight, isPlain: isPlain)
                .write(tube.outlines, core: style.paper, to: &svg)
        }
    }

    /// Outlines that shine alike.
    private struct Run {
        let colour: SketchColour
        let weight: Double
        var outlines: [Outline]
    }

    private func tubes(of shapes: [PosedShape]) -> [Run] {
        let tone = TubeTone(style: style)
        let outer = silhouettes(shapes).map(\.outline)
        var runs: [Run] = []
        func add(_ outline: Outline, _ colour: SketchColour, _ weight: Double) {
            if let place = runs.firstIndex(where: { $0.colour == colour && $0.weight == weight }) {
                runs[place].outlines.append(outline)
            } else {
                runs.append(Run(colour: colour, weight: weight, outlines: [outline]))
            }
        }
        for shape in shapes {
            switch shape.role {
            case .fill(let paint):
                let tint = colour(paint)
                let isOuter = outer.contains(shape.outline)
                guard isOuter || hasTube(shape.outline, tint) else { continue }
                add(shape.outline, tone.colour(tint), isOuter ? 1 : 0.7)
            case .line(let weight):
                add(shape.outline, style.paper, min(weight, 1) * 0.6)
            case .edge, .anchor:
                break
            }
        }
        return runs
    }

    private func hasTube(_ outline: Outline, _ tint: Colouring.Tint) -> Bool {
        tint.tone == .plain && !isPlain && (outline.bounds?.area ?? 0) > Self.least * unit * unit
    }

    private func isLarge(_ outline: Outline) -> Bool {
        (outline.bounds?.area ?? 0) > Self.least * 8 * unit * unit
    }

    /// A surface that the light of its tubes falls on.
    private func glass(
        _ outline: Outline,
        _ tint: Colouring.Tint,
        _ tone: TubeTone,
        to svg: inout SVGText
    ) {
        let isSmall = (outline.bounds?.area ?? 0) < Self.least * unit * unit
        let share =
            switch tint.tone {
            case .plain: isSmall && !isPlain ? 0.75 : 0.15
            case .light: 0.27
            case .shade: 0.07
            }
        svg.path(outline) { $0.fill(tone.colour(tint), opacity: isPlain ? share * 0.5 : share) }
    }

    /// What a wet floor gives back of a tube: less and less, the higher it hangs.
    private mutating func reflection(of run: Run, in box: SceneBox, to svg: inout SVGText) {
        let tint = Colouring.Tint(colour: run.colour)
        let id = washes[tint] ?? "\(name)m\(washes.count)"
        if washes.updateValue(id, forKey: tint) == nil {
            Gradient(
                id: id,
                top: box.bottom - box.height * 0.8,
                bottom: box.bottom,
                stops: [
                    Gradient.Stop(place: 0, colour: run.colour, opacity: 0),
                    Gradient.Stop(place: 0.6, colour: run.colour, opacity: 0.22),
                    Gradient.Stop(place: 1, colour: run.colour, opacity: 0.5),
                ]
            ).write(to: &svg)
        }
        for reach in [4.5, 1.6] {
            svg.path(run.outlines) { svg in
                svg.attribute("fill", "none")
                svg.attribute("stroke", "url(#\(id))")
                svg.attribute("stroke-width", pen * run.weight * reach)
            }
        }
    }
}

/// Glowing gas in glass: wide and faint, then narrow and bright, white in the middle.
struct Tube {
    let colour: SketchColour
    let width: Double
    /// Without a halo: for what is small and many.
    var isPlain = false
    /// How much of its light comes through haze, from 0 to 1.
    var strength = 1.0

    func write(_ outlines: [Outline], core: SketchColour, to svg: inout SVGText) {
        if !isPlain {
            for (reach, opacity) in [(6.5, 0.07), (3.6, 0.14)] {
                svg.path(outlines) { $0.stroke(colour, width: width * reach, opacity: opacity * strength) }
            }
        }
        svg.path(outlines) { svg in
            svg.stroke(colour, width: width * 1.5, opacity: (isPlain ? 0.5 : 0.95) * strength)
        }
        guard !isPlain else { return }
        let hot = colour.mixed(with: core, 0.72)
        svg.path(outlines) { $0.stroke(hot, width: width * 0.55, opacity: strength) }
    }
}
