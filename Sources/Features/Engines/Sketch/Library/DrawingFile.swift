import Foundation

/// A file of our subset of SVG: its view box, its metadata and its groups.
struct DrawingFile {
    let file: String
    let viewBox: SceneBox
    let groups: [SVGElement]
    private let json: String

    init(file: String, bytes: [UInt8]) throws(LibraryDefect) {
        let root = try SVGScanner.root(of: bytes, file: file)
        self.file = file
        viewBox = try Self.viewBox(of: root, file: file)
        guard let first = root.children.first, first.name == "metadata", first.children.isEmpty else {
            throw LibraryDefect(file, line: root.line, "<metadata> does not come first")
        }
        guard first.attributes.isEmpty else {
            throw LibraryDefect(file, line: first.line, "<metadata> has attributes")
        }
        json = first.text
        groups = Array(root.children.dropFirst())
    }

    /// Reads the beginning alone, up to the end of the metadata.
    init(headOf file: String, bytes: [UInt8]) throws(LibraryDefect) {
        let end = Array("</metadata>".utf8)
        let head = Data(bytes).range(of: Data(end)).map { bytes[..<$0.upperBound] + Array("</svg>".utf8) }
        try self.init(file: file, bytes: head.map(Array.init) ?? bytes)
    }

    func metadata<Value: Decodable>(_ type: Value.Type, keys: Set<String>) throws(LibraryDefect) -> Value {
        try StrictJSON.decode(type, keys: keys, from: Data(json.utf8), file: file)
    }

    /// The parts of a subject, back to front.
    func parts(
        colours: Set<String>,
        pose: Set<String>,
        expressions: Set<String>
    ) throws(LibraryDefect) -> [SubjectPart] {
        var reader = ShapeReader(file: file, colours: colours, pose: pose, expressions: expressions)
        reader.allowsAnchors = true
        guard (1...SubjectDrawing.mostParts).contains(groups.count) else {
            throw LibraryDefect(file, "has no parts, or more than \(SubjectDrawing.mostParts)")
        }
        var parts: [SubjectPart] = []
        for group in groups {
            var plain = group
            let front = plain.attributes.removeValue(forKey: "data-front")
            try reader.check(plain)
            guard group.name == "g", group.attributes["class"] == "part", !group.children.isEmpty,
                front == nil || front == "true"
            else { throw reader.defect(group, "only filled <g class=\"part\"> stand below <metadata>") }
            let shapes = try reader.shapes(in: group, under: try reader.transforms(of: group))
            parts.append(SubjectPart(shapes: shapes, isFront: front == "true"))
        }
        return parts
    }

    private static func viewBox(of root: SVGElement, file: String) throws(LibraryDefect) -> SceneBox {
        guard root.name == "svg" else { throw LibraryDefect(file, line: root.line, "is not an <svg>") }
        for name in root.attributes.keys.sorted() where !["xmlns", "viewBox"].contains(name) {
            throw LibraryDefect(file, line: root.line, "the attribute \(name) is not allowed in <svg>")
        }
        guard root.attributes["xmlns"] == "http://www.w3.org/2000/svg" else {
            throw LibraryDefect(file, line: root.line, "xmlns is not SVG's")
        }
        guard let numbers = root.attributes["viewBox"].flatMap({ PlainNumber.list($0) }), numbers.count == 4,
            numbers[0] == 0, numbers[1] == 0, (20...4_000).contains(numbers[2]),
            (20...4_000).contains(numbers[3])
        else { throw LibraryDefect(file, line: root.line, "viewBox is not \"0 0 width height\", 20 to 4000") }
        return SceneBox(left: 0, top: 0, right: numbers[2], bottom: numbers[3])
    }
}
