// Even colours, and what comes near to them: posters, screens of dots, triangles.

extension PatternHand {
    /// How much of a fade is left for screens, whose inks come and go in steps.
    private static let slope = 0.35

    mutating func even(_ shape: PatternShape, to svg: inout SVGText) {
        switch shape.form {
        case .area:
            guard let fade = shape.fade else {
                return plain(shape, to: &svg)
            }
            let id = gradient(shape.colour, fade, opacity: shape.opacity)
            svg.path(shape.outlines) { $0.attribute("fill", "url(#\(id))") }
        case .strand(let width):
            svg.path(shape.outlines) {
                $0.stroke(shape.colour, width: max(width, style.coarseness), opacity: shape.opacity)
            }
        case .grain:
            grain(shape, to: &svg)
        }
    }

    /// Tiles side by side would let what is below shine through between them.
    private func plain(_ shape: PatternShape, to svg: inout SVGText) {
        svg.path(shape.outlines) { svg in
            svg.fill(shape.colour, opacity: shape.opacity)
            guard !shape.isRaised, shape.opacity == 1 else { return }
            svg.attribute("stroke", shape.colour.text)
            svg.attribute("stroke-width", 0.7)
            svg.attribute("stroke-linejoin", "round")
        }
    }

    /// In a poster's own few colours, unless others were asked for.
    mutating func block(_ shape: PatternShape, to svg: inout SVGText) {
        guard shape.form != .grain else { return }
        var shape = shape
        if !isAsked { shape.colour = BlockTone(colours: style.colours).nearest(shape.colour) }
        shape.fade = nil
        even(shape, to: &svg)
    }

    /// Each colour runs out towards the dark, so that screens have something to show.
    mutating func screen(_ shape: PatternShape, to svg: inout SVGText) {
        var shape = shape
        if shape.fade == nil, shape.isRaised, case .area = shape.form,
            let box = SceneBox(around: shape.outlines.compactMap(\.bounds).flatMap(\.corners)),
            box.area > 9_000
        {
            shape.fade = PatternFade(
                start: ScenePoint(x: box.left, y: box.top),
                end: ScenePoint(x: box.right, y: box.bottom),
                colour: shape.colour.mixed(with: style.ink, style.shade)
            )
            shape.colour = shape.colour.mixed(with: .white, style.light)
        } else if let fade = shape.fade {
            shape.fade = PatternFade(
                start: fade.start,
                end: fade.end,
                colour: shape.colour.mixed(with: fade.colour, Self.slope),
                opacity: fade.opacity
            )
        }
        even(shape, to: &svg)
    }

    /// Straight edges; large surfaces cut into triangles that the light falls on.
    mutating func polygons(_ shape: PatternShape, to svg: inout SVGText) {
        guard shape.form == .area,
            let box = SceneBox(around: shape.outlines.compactMap(\.bounds).flatMap(\.corners))
        else { return straight(shape, to: &svg) }
        let size = max(box.width, box.height)
        let polygons = shape.outlines.flatMap { $0.runs(steps: 6) }
            .map { Polygon(Polygon.simplified($0, slack: min(size * 0.02, 9))) }
            .filter { $0.corners.count > 2 }
        svg.path(polygons.map(\.outline)) { $0.fill(shape.colour, opacity: shape.opacity) }
        guard polygons.count == 1, shape.opacity == 1, size > 60 else { return }
        let facet = max(size * 0.13, 64)
        let facets = Facets(of: polygons[0], size: facet, &dice)
        let dark = SketchColour(red: 0.13, green: 0.08, blue: 0.27)
        facets.write(to: &svg, seam: 0.5) { light in
            light > 0
                ? shape.colour.mixed(with: .white, light * style.light * 0.7)
                : shape.colour.mixed(with: dark, -light * style.shade * 0.55)
        }
    }

    private mutating func straight(_ shape: PatternShape, to svg: inout SVGText) {
        guard case .strand(let width) = shape.form else { return }
        let runs = shape.outlines.flatMap { $0.runs(steps: 3) }
            .map { Polygon.simplified($0, slack: max(width * 0.3, 5)) }
        svg.path(runs.map { Outline.open($0) }) {
            $0.stroke(shape.colour, width: width, opacity: shape.opacity)
        }
    }
}

// MARK: - Grain

extension PatternHand {
    private static let tile = 210.0
    private static let dots = 1_500

    /// Dots strewn over a tile that is repeated, fading as the shape says.
    mutating func grain(_ shape: PatternShape, to svg: inout SVGText) {
        guard let fade = shape.fade, style.coarseness == 0 else { return }
        if !hasGrain { defineGrain(shape.colour) }
        let mask = name("m")
        let id = gradient(
            .white,
            PatternFade(start: fade.start, end: fade.end, colour: .black)
        )
        definitions.append("<mask id=\"\(mask)\" maskUnits=\"userSpaceOnUse\"")
        definitions.attribute("x", 0)
        definitions.attribute("y", 0)
        definitions.attribute("width", canvas.width)
        definitions.attribute("height", canvas.height)
        definitions.append(">")
        definitions.path(shape.outlines) { $0.attribute("fill", "url(#\(id))") }
        definitions.append("</mask>")
        svg.rectangle(canvas.box) { svg in
            svg.attribute("fill", "url(#ngrain)")
            svg.attribute("mask", "url(#\(mask))")
        }
    }

    private mutating func defineGrain(_ colour: SketchColour) {
        hasGrain = true
        let side = Self.tile
        let dots = (0..<Self.dots).map { _ -> Outline in
            let place = ScenePoint(x: dice.number(1...side - 1), y: dice.number(1...side - 1))
            return Outline(pieces: [.move(place), .line(place)])
        }
        definitions.append("<pattern id=\"ngrain\" patternUnits=\"userSpaceOnUse\"")
        definitions.attribute("width", side)
        definitions.attribute("height", side)
        definitions.append(">")
        for (share, size, opacity) in [(0.0..<0.5, 1.0, 0.42), (0.5..<0.85, 1.4, 0.36), (0.85..<1, 1.9, 0.3)]
        {
            let range =
                Int(share.lowerBound * Double(dots.count))..<Int(share.upperBound * Double(dots.count))
            definitions.path(Array(dots[range])) { $0.stroke(colour, width: size, opacity: opacity) }
        }
        definitions.append("</pattern>")
    }
}
