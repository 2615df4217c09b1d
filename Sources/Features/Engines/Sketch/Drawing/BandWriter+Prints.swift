// Bands of even colours: for cells, stones, posters and screens.

extension BandWriter {
    /// A lit row of grains along the edge.
    func coarse(_ shape: BandShape, to svg: inout SVGText) {
        svg.path(shape.body()) { $0.fill(tint.colour.mixed(with: light.colour, 0.75)) }
        svg.path(shape.body(shiftedBy: style.coarseness)) { $0.fill(tint.colour) }
    }

    /// One colour, its edge drawn the harder the nearer it is, and a darker step below.
    func block(_ shape: BandShape, to svg: inout SVGText) {
        let colour = BlockTone(colours: style.colours).colour(tint)
        svg.path(shape.body()) { $0.fill(colour) }
        guard haze < 0.25 else { return }
        let dark = colour.mixed(with: style.ink, 0.16)
        svg.path(shape.body(shiftedBy: 90 * unit)) { $0.fill(dark) }
    }

    /// Lighter at its edge, darker below.
    func screen(_ shape: BandShape, to svg: inout SVGText, definitions: inout SVGText) {
        guard let bounds = shape.line.bounds else { return }
        Gradient(
            id: gradient,
            top: bounds.top,
            bottom: min(shape.bottom, bounds.top + 420 * unit),
            stops: [
                Gradient.Stop(place: 0, colour: tint.colour.mixed(with: light.colour, 0.9)),
                Gradient.Stop(place: 0.3, colour: tint.colour),
                Gradient.Stop(place: 1, colour: tint.colour.mixed(with: style.ink, style.shade * 0.4)),
            ]
        ).write(to: &definitions)
        svg.path(shape.body()) { $0.attribute("fill", "url(#\(gradient))") }
    }
}
