/// One shape of a file, before a pose has been chosen.
struct ShapeTemplate: Sendable {
    enum Role: Hashable, Sendable {
        case fill(Paint)
        /// A pen line of so many times the pen's width.
        case line(weight: Double)
        /// The upper edge of a setting's layer, from its left to its right end.
        case edge
        /// Not drawn: where something of that name is held or worn.
        case anchor(SketchSubject.Anchor)
    }

    let role: Role
    /// The face that it belongs to; nil for what every face has.
    var expression: String?
    let geometry: GeometryTemplate
    /// From the outermost group inwards.
    let transforms: [TransformTemplate]

    var isDrawn: Bool {
        if case .anchor = role { false } else { true }
    }

    func posed(_ pose: [String: Double]) -> PosedShape {
        PosedShape(role: role, outline: geometry.outline(pose).mapped(change(pose)))
    }

    /// What all its transforms come to.
    func change(_ pose: [String: Double]) -> Affine {
        transforms.reduce(Affine.identity) { $0.after($1.change(pose)) }
    }

    var names: Set<String> {
        transforms.reduce(into: geometry.names) { $0.formUnion($1.names) }
    }
}

/// One shape as it is drawn, in its file's units.
struct PosedShape: Sendable {
    let role: ShapeTemplate.Role
    let outline: Outline
}

/// A shape's own attributes.
enum GeometryTemplate: Sendable {
    case fixed(Outline)
    /// Path data that the pose changes.
    case path(NumberTemplate)

    var names: Set<String> {
        switch self {
        case .fixed: []
        case .path(let data): data.names
        }
    }

    func outline(_ pose: [String: Double]) -> Outline {
        switch self {
        case .fixed(let outline): outline
        case .path(let data): OutlineParser.outline(of: data.filled(pose)) ?? Outline()
        }
    }
}
