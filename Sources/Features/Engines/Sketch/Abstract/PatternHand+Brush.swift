import Foundation

// A loaded brush: ink and water, and pigment and water.

extension PatternHand {
    /// What a dark ground is on light paper: a wash that comes down from above, or level lines.
    mutating func dim(to svg: inout SVGText) {
        let depth = max(0, dusk - 0.18)
        switch style.fill {
        case .wash:
            let fade = PatternFade(
                start: .zero,
                end: ScenePoint(x: canvas.width * 0.2, y: canvas.height),
                colour: style.ink,
                opacity: 0.25
            )
            let id = gradient(style.ink, fade, opacity: 0.04 + depth * 0.75)
            svg.rectangle(canvas.box) { $0.attribute("fill", "url(#\(id))") }
        case .spots where depth > 0.2:
            let step = 1_000 * (0.019 - 0.009 * depth)
            let lines = stride(from: step, to: canvas.height, by: max(step, canvas.height / 180)).map { y in
                Outline(pieces: [
                    .move(ScenePoint(x: 0, y: y)),
                    .line(ScenePoint(x: canvas.width, y: y + dice.number(-1...1))),
                ])
            }
            svg.path(lines) { $0.stroke(style.ink, width: style.pen * 0.42, opacity: 0.7) }
        default: break
        }
    }

    /// Ink: tones by lightness, colour in the accent or where it was asked for.
    mutating func wash(_ shape: PatternShape, to svg: inout SVGText) {
        let tone = InkTone(
            Colouring.Tint(colour: shape.colour, isAsked: shape.isAccent || isAsked),
            style: style
        )
        switch shape.form {
        case .grain: break
        case .area: inked(shape, tone, to: &svg)
        case .strand(let width):
            let strokes = shape.outlines.flatMap { $0.runs(steps: 2) }.map { tapered($0, width) }
            svg.path(strokes) { $0.fill(tone.colour, opacity: shape.opacity * dice.number(0.72...0.95)) }
        }
    }

    private mutating func inked(_ shape: PatternShape, _ tone: InkTone, to svg: inout SVGText) {
        guard let box = SceneBox(around: shape.outlines.compactMap(\.bounds).flatMap(\.corners)) else {
            return
        }
        if shape.isRaised, shape.opacity == 1 {
            svg.path(shape.outlines) { $0.fill(style.paper, opacity: 0.93) }
        }
        let strength = tone.opacity * shape.opacity
        // Small marks are one touch of the brush.
        guard box.area > 1_500 else {
            return svg.path(shape.outlines) { $0.fill(tone.colour, opacity: strength) }
        }
        let fade = PatternFade(
            start: ScenePoint(x: box.left + box.width * 0.3, y: box.top),
            end: shape.fade?.end ?? ScenePoint(x: box.left + box.width * 0.55, y: box.bottom),
            colour: tone.colour,
            opacity: shape.isAccent ? 0.72 : shape.fade == nil ? 0.5 : 0.16
        )
        let id = gradient(tone.colour, fade, opacity: strength)
        svg.path(shape.outlines) { $0.attribute("fill", "url(#\(id))") }
        guard shape.isRaised, shape.opacity == 1 else { return }
        // Where the water stood, the ink is darkest.
        svg.path(shape.outlines) {
            $0.stroke(tone.colour.mixed(with: style.ink, 0.35), width: 1.6, opacity: strength * 0.55)
        }
        guard box.area > 20_000 else { return }
        edge(of: shape, to: &svg)
    }

    /// Here and there along an edge, where the brush came down.
    private mutating func edge(of shape: PatternShape, to svg: inout SVGText) {
        var marks: [Outline] = []
        for run in shape.outlines.flatMap({ $0.runs(steps: 3) }) {
            var place = dice.index(8)
            while place + 5 < run.count, strokes > 0 {
                let end = min(run.count, place + 10 + dice.index(22))
                marks.append(tapered(Array(run[place..<end]), style.pen * dice.number(1.1...2.6)))
                strokes -= 1
                place = end + 8 + dice.index(30)
            }
        }
        svg.path(marks) { $0.fill(style.ink, opacity: 0.5) }
    }

    /// A stroke that swells, dries a little and is lifted at its end.
    func tapered(_ run: [ScenePoint], _ width: Double) -> Outline {
        let step = max(1, run.count / 32)
        var points = run.enumerated().filter { $0.offset.isMultiple(of: step) }.map(\.element)
        if let last = run.last, points.last != last { points.append(last) }
        guard points.count > 1 else { return Outline() }
        var dice = dice
        let phase = dice.number(0...6.28) + (points[0].x + points[0].y) * 0.05
        var (left, right): ([ScenePoint], [ScenePoint]) = ([], [])
        for place in points.indices {
            let way = points[min(place + 1, points.count - 1)] - points[max(place - 1, 0)]
            let length = max(way.length, 0.001)
            let normal = ScenePoint(x: -way.y / length, y: way.x / length)
            let share = Double(place) / Double(points.count - 1)
            let lift = min(1, share * 7 + 0.45, (1 - share) * 3.2 + 0.12)
            let half = width / 2 * lift * (0.86 + 0.2 * sin(share * 8 + phase))
            left.append(points[place] + normal * half)
            right.append(points[place] - normal * half)
        }
        return .smooth(left + right.reversed())
    }

    /// Watercolour: from a full brush to water, a rim where the drop dried.
    mutating func pigment(_ shape: PatternShape, to svg: inout SVGText) {
        switch shape.form {
        case .grain: break
        case .area:
            guard let box = SceneBox(around: shape.outlines.compactMap(\.bounds).flatMap(\.corners)) else {
                return
            }
            if shape.isRaised, shape.opacity == 1 { paper(under: shape, to: &svg) }
            let thin = shape.colour.mixed(with: style.paper, shape.isAccent ? 0.16 : 0.36)
            let fade = PatternFade(
                start: ScenePoint(x: box.left + box.width * dice.number(0.2...0.8), y: box.top),
                end: ScenePoint(x: box.left + box.width * dice.number(0.2...0.8), y: box.bottom),
                colour: thin
            )
            let id = gradient(shape.colour, shape.fade ?? fade, opacity: 0.92 * shape.opacity)
            svg.path(shape.outlines) { $0.attribute("fill", "url(#\(id))") }
        case .strand(let width):
            let opacity = shape.opacity * dice.number(0.72...0.92)
            svg.path(shape.outlines) { $0.stroke(shape.colour, width: width * 0.94, opacity: opacity) }
        }
    }

    /// What lies below does not shine through, and ends before it.
    private func paper(under shape: PatternShape, to svg: inout SVGText) {
        svg.path(shape.outlines) { svg in
            svg.fill(style.paper, opacity: 0.95)
            svg.attribute("stroke", style.paper.text)
            svg.attribute("stroke-width", 3)
            svg.attribute("stroke-opacity", 0.7)
        }
    }
}
