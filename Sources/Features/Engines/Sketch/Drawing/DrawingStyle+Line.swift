extension DrawingStyle {
    /// What lines are drawn in: dark on light, but light on the ground of a blueprint.
    var line: SketchColour {
        switch fill {
        case .facets, .sheets, .wash, .spots, .pigment, .cells, .blocks, .screens, .polygons, .stones: ink
        case .tubes, .drafting: paper
        }
    }

    /// How much darker shadows on the ground are than they would be.
    var shadowDepth: Double {
        switch fill {
        case .blocks: 2
        case .stones, .cells: 1.3
        case .tubes: 0
        case .facets, .sheets, .wash, .spots, .pigment, .screens, .polygons, .drafting: 1
        }
    }
}
