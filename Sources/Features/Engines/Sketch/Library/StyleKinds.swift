extension DrawingStyle {
    /// How the surfaces of things are filled.
    enum Fill: String, Decodable, Sendable {
        /// Even colour with its lit and shaded facets.
        case facets
        /// One even colour a part, like a sheet of coloured paper.
        case sheets
        /// Ink and water: translucent tones, and colour only where it was asked for.
        case wash
        /// Bare paper, and colour only where it was asked for.
        case spots
        /// Pigment and water: translucent colours that run out, white paper between them.
        case pigment
        /// Even colours in shapes no finer than a cell.
        case cells
        /// A few bold shapes in a few colours, outlined.
        case blocks
        /// Colours that run out evenly, for screens of dots.
        case screens
        /// Triangles, each lit by the way it faces.
        case polygons
        /// Even colours in shapes no finer than a stone, with dark rims.
        case stones
        /// Dark, with outlines that shine.
        case tubes
        /// Light lines on a dark ground, hatched.
        case drafting

        /// How many colours of its own such a style has.
        var numbersOfColours: ClosedRange<Int> {
            switch self {
            case .blocks, .tubes: 4...24
            case .facets, .sheets, .wash, .spots, .pigment, .cells, .screens, .polygons, .stones, .drafting:
                0...0
            }
        }
    }

    enum Shadow: String, Decodable, Sendable {
        case none
        /// A soft pool under what stands.
        case pool
        /// What a sheet casts on the sheet below.
        case sheet
        /// What stands, upside down in a wet floor.
        case mirror
    }

    enum Sky: String, Decodable, Sendable {
        case gradient
        case sheets
        case mist
        case bare
        /// Washes that run into each other, clouds left white.
        case washes
        /// Flat steps of colour.
        case steps
        /// Triangles.
        case facets
        /// Night, whatever the hour, with a shimmer over the horizon.
        case night
        /// The ground that lines are drawn on.
        case ground
    }

    enum Grain: String, Decodable, Sendable {
        case none
        case fibres
        /// The grid of a drawing office.
        case grid
        /// Drops that fell off the brush.
        case splashes
    }

    enum Plaque: String, Decodable, Sendable {
        case label
        case sheet
        case scroll
        case frame
        /// Paper left white, its edge painted around.
        case gap
        /// A window of a game, its corners cut by cells.
        case window
        /// A block of dark colour.
        case block
        /// A plate with cut corners.
        case gem
        /// A slab of stone.
        case slab
        /// A frame of light.
        case sign
        /// A title block.
        case title
    }
}
