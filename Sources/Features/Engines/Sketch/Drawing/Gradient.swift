/// A linear gradient from top to bottom, in the drawing's own units.
struct Gradient {
    struct Stop {
        let place: Double
        let colour: SketchColour
        var opacity = 1.0
    }

    let id: String
    let top: Double
    let bottom: Double
    let stops: [Stop]

    func write(to svg: inout SVGText) {
        svg.append("<linearGradient gradientUnits=\"userSpaceOnUse\" x1=\"0\" x2=\"0\"")
        svg.attribute("id", id)
        svg.attribute("y1", top)
        svg.attribute("y2", bottom)
        svg.append(">")
        for stop in stops { stop.write(to: &svg) }
        svg.append("</linearGradient>")
    }
}

extension Gradient.Stop {
    func write(to svg: inout SVGText) {
        svg.append("<stop")
        svg.attribute("offset", place)
        svg.attribute("stop-color", colour.text)
        if opacity < 1 { svg.attribute("stop-opacity", opacity) }
        svg.append("/>")
    }
}
