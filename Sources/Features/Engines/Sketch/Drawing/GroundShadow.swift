/// What ties a subject to what it stands on: the dark where it touches the ground, or ripples.
struct GroundShadow {
    let item: Scene.Item
    let subject: SketchSubject
    let style: DrawingStyle
    /// What a pond is filled with; nil where the setting has water of its own.
    let pond: SketchColour?
    /// Whether it throws a shadow besides.
    let isCast: Bool

    private var box: SceneBox { item.bounds(of: subject) }
    private var width: Double { box.width }

    private var centre: ScenePoint {
        ScenePoint(x: (item.foot.x + box.centre.x) / 2, y: item.ground(of: subject))
    }

    func writeBefore(to svg: inout SVGText) {
        guard subject.stands == .ground else { return writePond(to: &svg) }
        switch style.shadow {
        case .pool: pool(isCast ? [(0.42, 0.12), (0.33, 0.14)] : [(0.46, 0.1), (0.36, 0.14)], to: &svg)
        case .sheet: pool([(0.44, 0.10), (0.36, 0.14)], to: &svg)
        case .none: if !isCast { strokes(to: &svg) }
        case .mirror: break
        }
    }

    func writeAfter(to svg: inout SVGText) {
        guard subject.stands == .water else { return }
        ripples(to: &svg)
    }

    /// What swims brings a little water with it.
    private func writePond(to svg: inout SVGText) {
        guard let pond else { return }
        let bank = Outline.ellipse(at: centre, width * 0.8, width * 0.15)
        let water = Outline.ellipse(
            at: ScenePoint(x: centre.x, y: centre.y + width * 0.006),
            width * 0.77,
            width * 0.135
        )
        switch style.fill {
        case .facets, .sheets, .cells, .stones, .screens, .blocks, .polygons, .pigment:
            svg.path(bank) { $0.fill(style.ink, opacity: 0.2) }
            svg.path(water) { $0.fill(pond) }
        case .wash:
            svg.path(bank) { $0.fill(style.ink, opacity: 0.12) }
            svg.path(water) { $0.fill(style.ink, opacity: 0.12) }
        case .tubes, .drafting:
            svg.path(bank) { svg in
                svg.fill(style.ink.mixed(with: style.paper, 0.05))
                svg.attribute("stroke", style.paper.mixed(with: pond, 0.4).text)
                svg.attribute("stroke-width", style.pen * 0.6)
            }
        case .spots:
            svg.path(bank) { svg in
                svg.fill(style.paper)
                svg.attribute("stroke", style.ink.text)
                svg.attribute("stroke-width", style.pen * 0.8)
            }
        }
    }

    private func pool(_ rings: [(reach: Double, opacity: Double)], to svg: inout SVGText) {
        for ring in rings {
            let outline = Outline.ellipse(
                at: ScenePoint(x: centre.x + width * 0.04, y: centre.y),
                width * ring.reach,
                width * ring.reach * 0.17
            )
            svg.path(outline) { $0.fill(style.ink, opacity: ring.opacity) }
        }
    }

    /// A few level strokes, in ink or pen.
    private func strokes(to svg: inout SVGText) {
        let step = width * 0.035
        let pieces = (0..<4).flatMap { row -> [Outline.Piece] in
            let y = centre.y + step * (Double(row) - 0.6)
            let half = width * [0.36, 0.47, 0.4, 0.24][row]
            let shift = width * [-0.02, 0.05, 0.09, 0.14][row]
            return [
                .move(ScenePoint(x: centre.x + shift - half, y: y)),
                .line(ScenePoint(x: centre.x + shift + half, y: y)),
            ]
        }
        let isWash = style.fill == .wash
        let pen = isWash ? step * 1.5 : style.pen * 0.6
        svg.path(Outline(pieces: pieces)) { $0.stroke(style.line, width: pen, opacity: isWash ? 0.14 : 0.7) }
    }

    private func ripples(to svg: inout SVGText) {
        let isDrawn = style.hand == .pen || style.hand == .brush
        let (colour, opacity) = isDrawn ? (style.line, 0.75) : (SketchColour.white, 0.6)
        let pieces = [(0.50, 0.0, 0.03), (0.60, 0.045, 0.10), (0.36, 0.09, -0.12)].flatMap {
            (half, down, shift) -> [Outline.Piece] in
            let y = item.foot.y + width * (down - 0.012)
            let middle = centre.x + width * shift
            let dip = width * 0.025
            return [
                .move(ScenePoint(x: middle - width * half, y: y)),
                .quad(ScenePoint(x: middle - width * half * 0.5, y: y + dip), ScenePoint(x: middle, y: y)),
                .quad(
                    ScenePoint(x: middle + width * half * 0.5, y: y - dip),
                    ScenePoint(x: middle + width * half, y: y)
                ),
            ]
        }
        let pen = max(style.pen * 0.7, width * 0.008)
        svg.path(Outline(pieces: pieces)) { $0.stroke(colour, width: pen, opacity: opacity) }
    }
}
