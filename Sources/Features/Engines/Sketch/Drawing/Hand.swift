/// By what hand a style adds what is in no file: weather, shadows, the surface of materials.
enum Hand {
    /// Even colour, translucent where it is air or light.
    case even
    /// Coloured paper, cut and laid on.
    case cut
    /// A loaded brush: tones that run out, strokes that swell.
    case brush
    /// Lines on paper.
    case pen
}

extension DrawingStyle {
    var hand: Hand {
        switch fill {
        case .sheets: .cut
        case .wash: .brush
        case .spots, .drafting, .tubes: .pen
        case .facets, .pigment, .cells, .blocks, .screens, .polygons, .stones: .even
        }
    }
}

extension DrawingStyle {
    /// Whether light lines stand on a dark ground.
    var isDark: Bool { line != ink }

    /// What is left where nothing is drawn, by whatever hand draws in lines.
    var blank: SketchColour { isDark ? ink : paper }
}
