/// A gradient from the middle of a shape's box outwards, oval where the box is.
struct RadialGradient {
    let id: String
    /// In shares of the box's width and height.
    var radius = 0.5
    let stops: [Gradient.Stop]

    func write(to svg: inout SVGText) {
        svg.append("<radialGradient")
        svg.attribute("id", id)
        svg.attribute("r", radius)
        svg.append(">")
        for stop in stops { stop.write(to: &svg) }
        svg.append("</radialGradient>")
    }
}
