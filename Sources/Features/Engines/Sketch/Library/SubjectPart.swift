import Foundation

/// One sheet of a subject: shapes that move, and cast a shadow, together.
struct SubjectPart: Sendable {
    let shapes: [ShapeTemplate]
    /// Painted over what is inside the subject: the front wall of a box.
    let isFront: Bool
}

/// A part as it is drawn, in its file's units.
struct PosedPart: Sendable {
    let shapes: [PosedShape]
    let isFront: Bool
}

extension SketchSubject {
    /// Where something can be held or worn.
    package enum Anchor: String, Hashable, Sendable, CaseIterable, Codable {
        case head
        case eyes
        case neck
        case hand
        case back
    }

    /// An anchor's place in view-box units, in some pose.
    struct AnchorSpot: Hashable, Sendable {
        let centre: ScenePoint
        /// What `worn` measures itself by: half a head's width.
        let radius: Double
        /// By how many degrees the pose has turned it, clockwise.
        let turn: Double
    }

    /// Where the anchor is in a pose; nil when the drawing has none of that name.
    func spot(of anchor: Anchor, in pose: [String: Double]) -> AnchorSpot? {
        spots(of: anchor, in: pose).first
    }

    /// All anchors of that name: a person may have two hands.
    func spots(of anchor: Anchor, in pose: [String: Double]) -> [AnchorSpot] {
        parts.flatMap(\.shapes).compactMap { shape in
            guard shape.role == .anchor(anchor), let box = shape.posed(pose).outline.bounds
            else { return nil }
            let change = shape.change(pose)
            let turn = atan2(change.b, change.a) * 180 / .pi
            return AnchorSpot(centre: box.centre, radius: box.width / 2, turn: turn)
        }
    }
}
