/// Turns elements into shapes, and refuses what is not on the list.
struct ShapeReader {
    /// What each element may carry.
    private static let attributes: [String: Set<String>] = [
        "g": ["class", "transform", "data-expression"],
        "path": ["class", "fill", "d", "transform", "data-weight"],
        "circle": ["class", "fill", "cx", "cy", "r", "transform", "data-weight", "data-name"],
        "ellipse": ["class", "fill", "cx", "cy", "rx", "ry", "transform", "data-weight"],
        "polygon": ["class", "fill", "points", "transform", "data-weight"],
        "rect": ["class", "fill", "x", "y", "width", "height", "rx", "transform", "data-weight"],
    ]

    let file: String
    /// The colour keys that may be named.
    let colours: Set<String>
    /// The pose's names that may be used.
    let pose: Set<String>
    /// The faces that a group may belong to.
    var expressions: Set<String> = []
    var allowsEdges = false
    var allowsAnchors = false

    /// The shapes within `element`, groups dissolved into their transforms.
    func shapes(
        in element: SVGElement,
        under outer: [TransformTemplate] = [],
        of expression: String? = nil
    ) throws(LibraryDefect) -> [ShapeTemplate] {
        var shapes: [ShapeTemplate] = []
        for child in element.children {
            try check(child)
            let transforms = outer + (try transforms(of: child))
            if child.name == "g" {
                guard child.attributes["class"] == nil else {
                    throw defect(child, "a group in a part has no class")
                }
                let own = try self.expression(of: child)
                shapes += try self.shapes(in: child, under: transforms, of: own ?? expression)
            } else {
                var shape = try shape(child, transforms)
                shape.expression = expression
                shapes.append(shape)
            }
        }
        return shapes
    }

    private func expression(of group: SVGElement) throws(LibraryDefect) -> String? {
        guard let name = group.attributes["data-expression"] else { return nil }
        guard expressions.contains(name) else { throw defect(group, "unknown expression \"\(name)\"") }
        return name
    }

    /// The transform that a group or shape carries itself.
    func transforms(of element: SVGElement) throws(LibraryDefect) -> [TransformTemplate] {
        guard let text = element.attributes["transform"] else { return [] }
        guard let transform = TransformTemplate(text) else {
            throw defect(element, "transform cannot be read")
        }
        try checkNames(transform.names, element)
        return [transform]
    }

    func check(_ element: SVGElement) throws(LibraryDefect) {
        guard let allowed = Self.attributes[element.name] else {
            throw defect(element, "the element <\(element.name)> is not allowed")
        }
        for name in element.attributes.keys.sorted() where !allowed.contains(name) {
            throw defect(element, "the attribute \(name) is not allowed in <\(element.name)>")
        }
        guard element.name == "g" || element.children.isEmpty else {
            throw defect(element, "<\(element.name)> holds other elements")
        }
    }

    func defect(_ element: SVGElement, _ reason: String) -> LibraryDefect {
        LibraryDefect(file, line: element.line, reason)
    }

    private func shape(
        _ element: SVGElement,
        _ transforms: [TransformTemplate]
    ) throws(LibraryDefect) -> ShapeTemplate {
        let role = try role(of: element)
        let geometry = try GeometryReader(reader: self, element: element).geometry()
        try checkNames(geometry.names, element)
        if case .fill = role, case .fixed(let outline) = geometry, outline.pieces.last != .close {
            throw defect(element, "a filled shape is not closed")
        }
        return ShapeTemplate(role: role, geometry: geometry, transforms: transforms)
    }

    private func role(of element: SVGElement) throws(LibraryDefect) -> ShapeTemplate.Role {
        switch (element.attributes["class"], element.attributes["fill"]) {
        case (nil, .some(let fill)): return .fill(try paint(fill, element))
        case ("line", nil): return .line(weight: try weight(of: element))
        case ("edge", nil) where allowsEdges: return .edge
        case ("anchor", nil) where allowsAnchors: return .anchor(try anchor(of: element))
        default: throw defect(element, "a shape has either a fill or class=\"line\"")
        }
    }

    private func anchor(of element: SVGElement) throws(LibraryDefect) -> SketchSubject.Anchor {
        guard element.name == "circle",
            let anchor = element.attributes["data-name"].flatMap({ SketchSubject.Anchor(rawValue: $0) })
        else { throw defect(element, "an anchor is a <circle> with a known data-name") }
        return anchor
    }

    private func paint(_ fill: String, _ element: SVGElement) throws(LibraryDefect) -> Paint {
        guard fill.hasPrefix("{"), fill.hasSuffix("}") else {
            throw defect(element, "fill=\"\(fill)\" is not a colour variable")
        }
        let paint = Paint(variable: fill.dropFirst().dropLast())
        guard colours.contains(paint.key) || Paint.common.contains(paint.key) else {
            throw defect(element, "unknown colour variable \(fill)")
        }
        return paint
    }

    private func weight(of element: SVGElement) throws(LibraryDefect) -> Double {
        guard let text = element.attributes["data-weight"] else { return 1 }
        guard let weight = PlainNumber.read(text), (0.2...4).contains(weight) else {
            throw defect(element, "data-weight is not a number from 0.2 to 4")
        }
        return weight
    }

    private func checkNames(_ names: Set<String>, _ element: SVGElement) throws(LibraryDefect) {
        if let unknown = names.subtracting(pose).min() {
            throw defect(element, "unknown pose variable {\(unknown)}")
        }
    }
}
