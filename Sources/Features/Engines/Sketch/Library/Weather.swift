/// What the air of an open place does: how it changes the sky and the light, and what it fills the picture with.
package struct Weather: Sendable {
    /// A colour, and how much of it is mixed in.
    struct Share: Hashable, Sendable {
        let colour: SketchColour
        let share: Double
    }

    /// Clouds of its own: how much of the sky they take, and how dark they are, both from 0 to 1.
    struct Clouds: Hashable, Sendable, Decodable {
        let cover: Double
        let dark: Double
    }

    /// In a square of the picture's unit; a drop falls so many degrees aside and is so many thousandths long.
    struct Rain: Hashable, Sendable, Decodable {
        let drops: Double
        let slant: Double
        let length: Double
    }

    /// Banks between the far and the near, and how much of what is behind one is hidden.
    struct Fog: Hashable, Sendable, Decodable {
        let banks: Int
        let thickness: Double
    }

    package let id: String
    package let label: [String: String]
    /// As by day; the hour dims it.
    let sky: Share
    let light: Share
    /// Subjects that are not to be seen in it: sun, star, cloud.
    let hides: Set<String>
    /// What is left of shadows on the ground, from 0 to 1.
    let shadows: Double
    /// How far the far end of the ground fades.
    let haze: Double
    let clouds: Clouds?
    let rain: Rain?
    /// Flakes in a square of the unit.
    let snow: Double
    /// How much snow lies on open ground, from 0 to 1.
    let cover: Double
    let fog: Fog?
    let bolts: Int
    /// Lines of wind, and leaves that fly with it.
    let gusts: Int
    let leaves: Int
    let hasRainbow: Bool
}

/// What a season adds to open places, whatever their palettes.
struct SeasonTouch: Hashable, Sendable {
    /// What the air carries: leaves and petals in the season's colours, white flakes and seeds.
    enum Drift: String, Hashable, Sendable, Decodable {
        case leaf
        case petal
        case flake
        case fluff
    }

    /// What falls, how much of it in a square of the unit, and in which colours.
    let drift: Drift?
    let amount: Double
    let colours: [SketchColour]
    /// How much snow lies on the ground of settings without a palette of their own for the season.
    let cover: Double
}
