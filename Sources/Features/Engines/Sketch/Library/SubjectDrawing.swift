/// How a subject is drawn.
struct SubjectDrawing: Sendable {
    static let mostParts = 12

    let parts: [SubjectPart]
    /// What is drawn in the middle pose.
    let bounds: SceneBox
    let skyline: Skyline
    let silhouette: Silhouette

    /// Of a file that cannot be drawn.
    static func nothing(in box: SceneBox) -> SubjectDrawing {
        SubjectDrawing(
            parts: [],
            bounds: box,
            skyline: Skyline(of: [], in: box),
            silhouette: Silhouette(of: [], in: box)
        )
    }
}

/// What the metadata of a subject says of its drawing.
struct SubjectFacts: Sendable {
    let colours: Set<String>
    let pose: [String: ClosedRange<Double>]
    let expressions: Set<String>
    let hasRoom: Bool

    var middlePose: [String: Double] { pose.mapValues { ($0.lowerBound + $0.upperBound) / 2 } }
}

extension SubjectDrawing {
    /// Reads and checks what a file draws.
    init(file: String, bytes: [UInt8], _ facts: SubjectFacts) throws(LibraryDefect) {
        let drawing = try DrawingFile(file: file, bytes: bytes)
        parts = try drawing.parts(
            colours: facts.colours,
            pose: Set(facts.pose.keys),
            expressions: facts.expressions
        )
        let shapes = parts.flatMap(\.shapes).filter(\.isDrawn).map { $0.posed(facts.middlePose) }
        guard let bounds = SceneBox(around: shapes.lazy.flatMap { $0.outline.runs() }.joined()) else {
            throw LibraryDefect(file, "draws nothing")
        }
        self.bounds = bounds
        skyline = Skyline(of: shapes, in: drawing.viewBox)
        silhouette = Silhouette(of: shapes, in: bounds)
        try checkUse(of: facts, file)
        try checkPoses(of: facts, in: drawing.viewBox, file)
    }

    private func checkUse(of facts: SubjectFacts, _ file: String) throws(LibraryDefect) {
        let shapes = parts.flatMap(\.shapes)
        let used = shapes.reduce(into: Set<String>()) { $0.formUnion($1.names) }
        if let unused = Set(facts.pose.keys).subtracting(used).min() {
            throw LibraryDefect(file, "the pose variable \(unused) is not used")
        }
        if let unused = facts.expressions.subtracting(shapes.compactMap(\.expression)).min() {
            throw LibraryDefect(file, "the expression \(unused) is not drawn")
        }
        let paintsMain = shapes.contains { shape in
            if case .fill(let paint) = shape.role { paint.key == "main" } else { false }
        }
        guard paintsMain else { throw LibraryDefect(file, "nothing is painted in {main}") }
        guard facts.hasRoom == parts.contains(where: \.isFront) else {
            throw LibraryDefect(file, "a room and parts in front of it go together")
        }
    }

    private func checkPoses(
        of facts: SubjectFacts,
        in viewBox: SceneBox,
        _ file: String
    ) throws(LibraryDefect) {
        let ends = [
            facts.pose.mapValues(\.lowerBound), facts.pose.mapValues(\.upperBound), facts.middlePose,
        ]
        for end in ends {
            let points = parts.lazy.flatMap(\.shapes).filter(\.isDrawn)
                .flatMap { $0.posed(end).outline.runs() }.joined()
            guard let box = SceneBox(around: points), viewBox.contains(box, within: viewBox.height * 0.03)
            else {
                throw LibraryDefect(file, "the drawing leaves its view box in some pose")
            }
        }
    }
}
