/// Draws one band of a setting in the manner of a style.
struct BandWriter {
    let style: DrawingStyle
    /// Scene units in one of a layer's.
    let unit: Double
    let tint: Colouring.Tint
    let light: Colouring.Tint
    let haze: Double
    /// A name for the gradient that a wash needs.
    let gradient: String
    let dice: Dice

    func write(_ shape: BandShape, to svg: inout SVGText, definitions: inout SVGText) {
        switch style.fill {
        case .facets: facets(shape, to: &svg)
        case .sheets: sheets(shape, to: &svg)
        case .wash: wash(shape, to: &svg, definitions: &definitions)
        case .spots: spots(shape, to: &svg)
        case .pigment: pigment(shape, to: &svg, definitions: &definitions)
        case .cells, .stones: coarse(shape, to: &svg)
        case .blocks: block(shape, to: &svg)
        case .screens: screen(shape, to: &svg, definitions: &definitions)
        case .polygons: polygons(shape, to: &svg)
        case .tubes: tubes(shape, to: &svg, definitions: &definitions)
        case .drafting: drafting(shape, to: &svg)
        }
    }

    /// A lit rim along the edge.
    private func facets(_ shape: BandShape, to svg: inout SVGText) {
        svg.path(shape.body()) { $0.fill(tint.colour.mixed(with: light.colour, 0.6)) }
        svg.path(shape.body(shiftedBy: 7 * unit)) { $0.fill(tint.colour) }
    }

    private func sheets(_ shape: BandShape, to svg: inout SVGText) {
        for (width, opacity) in [(26.0, 0.05), (15.0, 0.07), (7.0, 0.11)] {
            svg.path(shape.line.mapped(.move(2 * unit, 2 * unit))) { svg in
                svg.stroke(style.ink, width: width * unit, opacity: opacity)
            }
        }
        svg.path(shape.body()) { $0.fill(tint.colour.mixed(with: .white, 0.34)) }
        svg.path(shape.body(shiftedBy: 2.4 * unit)) { $0.fill(tint.colour) }
    }

    /// A wash that is darkest along the edge and runs out below it, and strokes where the brush came down.
    private func wash(_ shape: BandShape, to svg: inout SVGText, definitions: inout SVGText) {
        guard let bounds = shape.line.bounds else { return }
        let tone = InkTone(tint, style: style)
        let reach = max(bounds.height, 40 * unit) + 170 * unit
        let strength = 1 - haze * 0.55
        Gradient(
            id: gradient,
            top: bounds.top,
            bottom: bounds.top + reach,
            stops: [
                Gradient.Stop(place: 0, colour: tone.colour, opacity: 0.95 * strength),
                Gradient.Stop(place: 0.4, colour: tone.colour, opacity: 0.42 * strength),
                Gradient.Stop(place: 0.85, colour: tone.colour, opacity: 0.05),
                Gradient.Stop(place: 1, colour: tone.colour, opacity: 0),
            ]
        ).write(to: &definitions)
        svg.path(shape.body()) { $0.fill(style.paper, opacity: 0.94) }
        svg.path(shape.body()) { $0.attribute("fill", "url(#\(gradient))") }
        // An edge of many small pieces is texture enough.
        if shape.edge.count < Int(shape.right / (26 * unit)) {
            strokes(along: shape.line, strength, to: &svg)
        }
    }

    /// Here and there along the edge, the more the nearer it is.
    private func strokes(along line: Outline, _ strength: Double, to svg: inout SVGText) {
        var dice = dice
        let run = line.runs(steps: 6).first ?? []
        var strokes: [Outline] = []
        var place = dice.index(8)
        while place < run.count {
            let end = min(run.count, place + 5 + dice.index(12))
            let width = style.pen * dice.number(1.0...2.6) * (0.4 + strength * 0.6)
            strokes.append(Brush(width: width, dice: dice).stroke(along: Array(run[place..<end])))
            place = end + 3 + dice.index(14)
        }
        svg.path(strokes) { $0.fill(style.ink, opacity: 0.5 * strength) }
    }

    private func spots(_ shape: BandShape, to svg: inout SVGText) {
        svg.path(shape.body()) { $0.fill(style.paper) }
        svg.path(shape.line) { svg in
            svg.stroke(style.ink.mixed(with: style.paper, haze * 0.7), width: style.pen * (1 - haze * 0.5))
        }
    }
}
