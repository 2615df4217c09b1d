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

    func metadata<Value: Decodable>(_ type: Value.Type, keys: Set<String>) throws(LibraryDefect) -> Value {
        try StrictJSON.decode(type, keys: keys, from: Data(json.utf8), file: file)
    }

    /// The parts of a subject, back to front.
    func parts(colours: Set<String>, pose: Set<String>) throws(LibraryDefect) -> [[ShapeTemplate]] {
        let reader = ShapeReader(file: file, colours: colours, pose: pose)
        guard (1...SketchSubject.mostParts).contains(groups.count) else {
            throw LibraryDefect(file, "has no parts, or more than \(SketchSubject.mostParts)")
        }
        var parts: [[ShapeTemplate]] = []
        for group in groups {
            try reader.check(group)
            guard group.name == "g", group.attributes["class"] == "part", !group.children.isEmpty else {
                throw reader.defect(group, "only filled <g class=\"part\"> stand below <metadata>")
            }
            parts.append(try reader.shapes(in: group, under: try reader.transforms(of: group)))
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
