/// SVG being written.
///
/// Whatever comes from a prompt goes through `escaped`; everything else is ours.
struct SVGText {
    private(set) var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ other: SVGText) {
        bytes.append(contentsOf: other.bytes)
    }

    /// Writes ` name="value"`.
    mutating func attribute(_ name: StaticString, _ value: String) {
        name.withUTF8Buffer { bytes.append(contentsOf: [0x20] + $0) }
        append("=\"\(value)\"")
    }

    mutating func attribute(_ name: StaticString, _ value: Double) {
        name.withUTF8Buffer { bytes.append(contentsOf: [0x20] + $0) }
        append("=\"")
        NumberText.append(value, to: &bytes)
        append("\"")
    }

    /// Writes ` name="colour"` and, where it is not 1, the matching opacity.
    mutating func fill(_ colour: SketchColour, opacity: Double = 1) {
        attribute("fill", colour.text)
        if opacity < 1 { attribute("fill-opacity", opacity) }
    }

    mutating func stroke(_ colour: SketchColour, width: Double, opacity: Double = 1) {
        attribute("fill", "none")
        attribute("stroke", colour.text)
        attribute("stroke-width", width)
        attribute("stroke-linecap", "round")
        attribute("stroke-linejoin", "round")
        if opacity < 1 { attribute("stroke-opacity", opacity) }
    }

    mutating func path(_ outline: Outline, _ attributes: (inout SVGText) -> Void) {
        path([outline], attributes)
    }

    /// Writes one path of several outlines.
    mutating func path(_ outlines: [Outline], _ attributes: (inout SVGText) -> Void) {
        append("<path")
        attributes(&self)
        append(" d=\"")
        for outline in outlines { append(outline) }
        append("\"/>")
    }

    mutating func circle(at centre: ScenePoint, _ radius: Double, _ attributes: (inout SVGText) -> Void) {
        append("<circle")
        attribute("cx", centre.x)
        attribute("cy", centre.y)
        attribute("r", radius)
        attributes(&self)
        append("/>")
    }

    mutating func rectangle(_ box: SceneBox, radius: Double = 0, _ attributes: (inout SVGText) -> Void) {
        append("<rect")
        attribute("x", box.left)
        attribute("y", box.top)
        attribute("width", box.width)
        attribute("height", box.height)
        if radius > 0 { attribute("rx", radius) }
        attributes(&self)
        append("/>")
    }

    /// Draws something of `<defs>`, scaled and then moved.
    mutating func use(_ id: String, at place: ScenePoint, scale: (x: Double, y: Double)) {
        append("<use href=\"#\(id)\" transform=\"translate(")
        NumberText.append(place.x, to: &bytes)
        append(" ")
        NumberText.append(place.y, to: &bytes)
        append(")scale(\(scale.x.rounded(to: 10_000)) \(scale.y.rounded(to: 10_000)))\"/>")
    }

    /// Draws something of `<defs>`, changed as one likes.
    mutating func use(_ id: String, _ change: Affine) {
        let turns = [change.a, change.b, change.c, change.d].map { "\($0.rounded(to: 100_000))" }
        append("<use href=\"#\(id)\" transform=\"matrix(\(turns.joined(separator: " ")) ")
        NumberText.append(change.e, to: &bytes)
        append(" ")
        NumberText.append(change.f, to: &bytes)
        append(")\"/>")
    }

    mutating func opacity(_ opacity: Double) {
        if opacity < 1 { attribute("opacity", opacity) }
    }

    /// What `content` writes, as one translucent sheet: where its shapes overlap, nothing is darker.
    mutating func group(opacity: Double, fill: SketchColour? = nil, _ content: (inout SVGText) -> Void) {
        append("<g")
        self.opacity(opacity)
        if let fill { attribute("fill", fill.text) }
        append(">")
        content(&self)
        append("</g>")
    }

    private mutating func append(_ outline: Outline) {
        for piece in outline.pieces {
            switch piece {
            case .move(let point): append("M", [point])
            case .line(let point): append("L", [point])
            case .quad(let control, let end): append("Q", [control, end])
            case .cubic(let first, let second, let end): append("C", [first, second, end])
            case .close: append("Z")
            }
        }
    }

    private mutating func append(_ command: String, _ points: [ScenePoint]) {
        append(command)
        for (place, point) in points.enumerated() {
            if place > 0 { append(" ") }
            NumberText.append(point.x, to: &bytes)
            append(" ")
            NumberText.append(point.y, to: &bytes)
        }
    }
}

extension SVGText {
    /// Text as character data: markup escaped; what XML 1.0 has no place for, and what reorders lines, left out.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars where isAllowed(scalar) {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: false
        case 0x202A...0x202E, 0x2066...0x2069: false
        case 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
