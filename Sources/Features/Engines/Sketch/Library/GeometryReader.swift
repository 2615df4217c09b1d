/// Reads the geometry of one element.
struct GeometryReader {
    let reader: ShapeReader
    let element: SVGElement

    func geometry() throws(LibraryDefect) -> GeometryTemplate {
        switch element.name {
        case "path": try path()
        case "circle": .fixed(.ellipse(at: try centre(), try number("r"), try number("r")))
        case "ellipse": .fixed(.ellipse(at: try centre(), try number("rx"), try number("ry")))
        case "rect": .fixed(try rectangle())
        case "polygon": .fixed(try polygon())
        default: throw reader.defect(element, "the element <\(element.name)> is not a shape")
        }
    }

    private func path() throws(LibraryDefect) -> GeometryTemplate {
        guard let text = element.attributes["d"], let template = NumberTemplate(text),
            let outline = OutlineParser.outline(of: template.filled([:])), outline.pieces.count > 1
        else { throw reader.defect(element, "path data cannot be read (M L H V C Q Z only)") }
        return template.names.isEmpty ? .fixed(outline) : .path(template)
    }

    private func centre() throws(LibraryDefect) -> ScenePoint {
        ScenePoint(x: try number("cx"), y: try number("cy"))
    }

    private func rectangle() throws(LibraryDefect) -> Outline {
        let (left, top) = (try number("x"), try number("y"))
        let box = SceneBox(
            left: left,
            top: top,
            right: left + (try number("width")),
            bottom: top + (try number("height"))
        )
        let radius = element.attributes["rx"] == nil ? 0 : try number("rx")
        return .rectangle(box, rounded: min(radius, box.width / 2, box.height / 2))
    }

    private func polygon() throws(LibraryDefect) -> Outline {
        guard let numbers = element.attributes["points"].flatMap({ PlainNumber.list($0) }),
            numbers.count >= 6, numbers.count.isMultiple(of: 2)
        else { throw reader.defect(element, "points are not pairs of numbers, three at least") }
        let points = stride(from: 0, to: numbers.count, by: 2).map { place in
            ScenePoint(x: numbers[place], y: numbers[place + 1])
        }
        return .polygon(points)
    }

    private func number(_ name: String) throws(LibraryDefect) -> Double {
        guard let number = element.attributes[name].flatMap({ PlainNumber.read($0) }) else {
            throw reader.defect(element, "\(name) is missing or not a number")
        }
        return number
    }
}
