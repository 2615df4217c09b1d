/// One thing that can be placed: a drawing, its words, its colours and how it may move.
package struct SketchSubject: Sendable {
    /// Where a subject belongs.
    package enum Stand: String, Sendable, Decodable {
        case ground
        case water
        case sky
        case float
    }

    package let id: String
    package let label: [String: String]
    package let stands: Stand
    /// Of a picture of height 1, in the middle distance.
    package let height: Double
    /// Where it rests, in view-box units.
    package let foot: ScenePoint
    /// Where something that is on or in it rests; nil leaves it to the outline.
    package let seat: ScenePoint?
    package let mirror: Bool
    package let pose: [String: ClosedRange<Double>]
    let words: [String: [String]]
    let palettes: [[String: SketchColour]]
    let viewBox: SceneBox
    let parts: [[ShapeTemplate]]
    /// What is drawn in the middle pose.
    let bounds: SceneBox
    let skyline: Skyline

    /// Whether its place is in the air.
    var isAloft: Bool { stands == .sky || stands == .float }

    var middlePose: [String: Double] { pose.mapValues { ($0.lowerBound + $0.upperBound) / 2 } }

    /// What is drawn, in the middle pose, when the foot is there and a unit of the view box is so long.
    func box(at place: ScenePoint, scale: Double, isFlipped: Bool) -> SceneBox {
        let (left, right) = ((bounds.left - foot.x) * scale, (bounds.right - foot.x) * scale)
        return SceneBox(
            left: place.x + (isFlipped ? -right : left),
            top: place.y + (bounds.top - foot.y) * scale,
            right: place.x + (isFlipped ? -left : right),
            bottom: place.y + (bounds.bottom - foot.y) * scale
        )
    }

    func posed(_ pose: [String: Double]) -> [[PosedShape]] {
        parts.map { part in part.map { $0.posed(pose) } }
    }
}

/// The JSON in a subject's `metadata`.
struct SubjectMetadata: Decodable {
    let format: Int
    let id: String
    let label: [String: String]
    let words: [String: [String]]
    let stands: SketchSubject.Stand
    let height: Double
    let foot: [Double]
    let seat: [Double]?
    let mirror: Bool
    let palettes: [[String: String]]
    let pose: [String: [Double]]?

    static let keys: Set<String> = [
        "format", "id", "label", "words", "stands", "height", "foot", "seat", "mirror", "palettes", "pose",
    ]
}

extension SketchSubject {
    static let mostParts = 12

    /// Reads and checks one file.
    init(file: String, bytes: [UInt8]) throws(LibraryDefect) {
        let drawing = try DrawingFile(file: file, bytes: bytes)
        let metadata = try drawing.metadata(SubjectMetadata.self, keys: SubjectMetadata.keys)
        let check = MetadataCheck(file: file)
        try check.head(format: metadata.format, id: metadata.id, label: metadata.label, words: metadata.words)
        try check.range("height", metadata.height, 0.05...0.8)

        id = metadata.id
        label = metadata.label
        words = metadata.words
        stands = metadata.stands
        height = metadata.height
        mirror = metadata.mirror
        viewBox = drawing.viewBox
        foot = try check.point("foot", metadata.foot, in: drawing.viewBox)
        seat = try metadata.seat.map { point throws(LibraryDefect) in
            try check.point("seat", point, in: drawing.viewBox)
        }
        palettes = try check.palettes(metadata.palettes, needing: ["main"])
        pose = try check.pose(metadata.pose ?? [:])
        parts = try drawing.parts(colours: Set(palettes[0].keys), pose: Set(pose.keys))

        let middle = pose.mapValues { ($0.lowerBound + $0.upperBound) / 2 }
        let shapes = parts.joined().map { $0.posed(middle) }
        guard let bounds = SceneBox(around: shapes.lazy.flatMap { $0.outline.runs() }.joined()) else {
            throw LibraryDefect(file, "draws nothing")
        }
        self.bounds = bounds
        skyline = Skyline(of: shapes, in: drawing.viewBox)
        try checkUse(file)
    }

    private func checkUse(_ file: String) throws(LibraryDefect) {
        let used = parts.joined().reduce(into: Set<String>()) { $0.formUnion($1.names) }
        if let unused = Set(pose.keys).subtracting(used).min() {
            throw LibraryDefect(file, "the pose variable \(unused) is not used")
        }
        let paintsMain = parts.joined().contains { shape in
            if case .fill(let paint) = shape.role { paint.key == "main" } else { false }
        }
        guard paintsMain else { throw LibraryDefect(file, "nothing is painted in {main}") }
        for end in [pose.mapValues(\.lowerBound), pose.mapValues(\.upperBound), middlePose] {
            let points = posed(end).joined().lazy.flatMap { $0.outline.runs() }.joined()
            guard let box = SceneBox(around: points), viewBox.contains(box, within: viewBox.height * 0.03)
            else {
                throw LibraryDefect(file, "the drawing leaves its view box in some pose")
            }
        }
    }
}
