import Foundation

/// The JSON in a subject's `metadata`.
private struct SubjectMetadata: Decodable {
    struct Worn: Decodable {
        let on: SketchSubject.Anchor
        let at: [Double]
        let span: Double
    }

    let format: Int
    let id: String
    let label: [String: String]
    let words: [String: [String]]?
    let near: [String: [String]]?
    let kind: SketchSubject.Kind
    let stands: SketchSubject.Stand
    let height: Double
    let foot: [Double]
    let seat: [Double]?
    let room: [Double]?
    let held: [Double]?
    let worn: Worn?
    let mirror: Bool
    let palettes: [[String: String]]
    let seasons: [String: [String: String]]?
    let pose: [String: [Double]]?
    let expressions: [String]?
    let poseOf: SketchSubject.PoseOf?
    let shows: [String]?
    let at: [String]?
    let faces: SketchSubject.Facing?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case format, id, label, words, near, kind, stands, height, foot, seat, room, held, worn, mirror
        case palettes, seasons, pose, expressions, shows, at, faces
        case poseOf = "pose_of"
    }
}

extension SketchSubject {
    /// Reads what a file says of its drawing.
    init(file: String, bytes: [UInt8]) throws(LibraryDefect) {
        let head = try DrawingFile(headOf: file, bytes: bytes)
        let keys = Set(SubjectMetadata.CodingKeys.allCases.map(\.rawValue))
        let metadata = try head.metadata(SubjectMetadata.self, keys: keys)
        let (check, box) = (MetadataCheck(file: file), head.viewBox)
        try check.name(format: metadata.format, id: metadata.id, label: metadata.label)
        // A pose goes by the words of the subject that it is of.
        if metadata.poseOf == nil { try check.allWords(metadata.words ?? [:]) }
        try check.words((metadata.near ?? [:]).values.joined())
        try check.range("height", metadata.height, 0.03...0.8)

        id = metadata.id
        label = metadata.label
        words = metadata.words ?? [:]
        near = metadata.near ?? [:]
        kind = metadata.kind
        stands = metadata.stands
        height = metadata.height
        mirror = metadata.mirror
        poseOf = metadata.poseOf
        shows = metadata.shows ?? []
        at = metadata.at ?? []
        // Whoever draws a profile of ours lets it look to the left.
        faces = metadata.faces ?? ([.animal, .vehicle].contains(metadata.kind) ? .left : nil)
        viewBox = box
        foot = try check.point("foot", metadata.foot, in: box)
        seat = try check.optionalPoint("seat", metadata.seat, in: box)
        held = try check.optionalPoint("held", metadata.held, in: box)
        room = try metadata.room.map { room throws(LibraryDefect) in try check.box("room", room, in: box) }
        worn = try metadata.worn.map { worn throws(LibraryDefect) in
            try check.range("span", worn.span, 1...4_000)
            return Worn(
                anchor: worn.on,
                at: try check.point("worn", worn.at, in: box),
                span: worn.span
            )
        }
        palettes = try check.palettes(metadata.palettes, needing: ["main"])
        seasons = try check.seasons(metadata.seasons ?? [:], keys: Set(palettes[0].keys))
        pose = try check.pose(metadata.pose ?? [:])
        expressions = metadata.expressions ?? []
        // Whether there are any is asked of every subject, long before it is drawn.
        anchors = Set(Anchor.allCases.filter { bytes.mentions(anchor: $0) })
        let facts = SubjectFacts(
            colours: Set(palettes[0].keys),
            pose: pose,
            expressions: Set(expressions),
            hasRoom: room != nil
        )
        drawing = LateDrawing(orNothing: .nothing(in: box)) { () throws(LibraryDefect) in
            try SubjectDrawing(file: file, bytes: bytes, facts)
        }
    }
}

extension [UInt8] {
    fileprivate func mentions(anchor: SketchSubject.Anchor) -> Bool {
        Data(self).range(of: Data("data-name=\"\(anchor.rawValue)\"".utf8)) != nil
    }
}
