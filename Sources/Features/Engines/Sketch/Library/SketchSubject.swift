import Foundation

/// One thing that can be placed: a drawing, its words, its colours and how it may move.
package struct SketchSubject: Sendable {
    /// Where a subject belongs.
    package enum Stand: String, Sendable, Decodable {
        case ground
        case water
        case sky
        case float
    }

    /// What sort of thing it is.
    package enum Kind: String, Sendable, Decodable, CaseIterable {
        case person, animal, plant, food, building, vehicle, furniture, clothing, object, nature, sky
    }

    /// How it is worn: `at` lies on the wearer's anchor, `span` is as long as the anchor is wide.
    struct Worn: Hashable, Sendable {
        let anchor: Anchor
        let at: ScenePoint
        let span: Double
    }

    /// To which side a drawing looks, before it is flipped.
    enum Facing: String, Sendable, Decodable {
        case left, right
    }

    /// The pose of another subject that this drawing is.
    struct PoseOf: Hashable, Sendable, Decodable {
        let subject: String
        let pose: String
    }

    package let id: String
    package let label: [String: String]
    package let kind: Kind
    package let stands: Stand
    /// Of a picture of height 1, in the middle distance.
    package let height: Double
    /// Where it rests, in view-box units.
    package let foot: ScenePoint
    /// Where something that is on it rests; nil leaves it to the outline.
    package let seat: ScenePoint?
    /// The space inside, on whose lower edge its contents rest; nil when nothing fits inside.
    let room: SceneBox?
    /// Where it is held; nil for the middle of the drawing.
    let held: ScenePoint?
    let worn: Worn?
    package let mirror: Bool
    package let pose: [String: ClosedRange<Double>]
    /// The faces that it can make, the usual one first.
    package let expressions: [String]
    let poseOf: PoseOf?
    /// The poses that the drawing itself shows, by the names of the words files.
    let shows: [String]
    /// The settings that it is at home in; empty where it belongs anywhere.
    let at: [String]
    /// To which side it looks; nil where that cannot be told.
    let faces: Facing?
    let words: [String: [String]]
    /// Words that it is drawn for when nothing better is there.
    let near: [String: [String]]
    let palettes: [[String: SketchColour]]
    /// What a season changes in every palette.
    let seasons: [Season: [String: SketchColour]]
    let viewBox: SceneBox
    /// Where something can be held or worn.
    let anchors: Set<Anchor>
    let drawing: LateDrawing<SubjectDrawing>

    var parts: [SubjectPart] { drawing.value.parts }
    /// What is drawn in the middle pose.
    var bounds: SceneBox { drawing.value.bounds }
    var skyline: Skyline { drawing.value.skyline }
    var silhouette: Silhouette { drawing.value.silhouette }

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

    /// The drawing in a pose, with one of its faces; nil is the usual one.
    func posed(_ pose: [String: Double], expression: String? = nil) -> [PosedPart] {
        let face = expression.flatMap { expressions.contains($0) ? $0 : nil } ?? expressions.first
        return parts.map { part in
            let shapes = part.shapes.filter { $0.isDrawn && ($0.expression == nil || $0.expression == face) }
            return PosedPart(shapes: shapes.map { $0.posed(pose) }, isFront: part.isFront)
        }
    }

    /// The colours of a palette in a season.
    func palette(_ index: Int, in season: Season?) -> [String: SketchColour] {
        let palette = palettes[max(0, index) % palettes.count]
        guard let changes = season.flatMap({ seasons[$0] }) else { return palette }
        return palette.merging(changes) { $1 }
    }
}
