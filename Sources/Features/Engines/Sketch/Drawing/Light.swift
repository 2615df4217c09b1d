/// The one light of a picture: from the upper left, so that shadows fall to the lower right.
struct Light {
    /// How dark shadows are on the ground where nothing weakens them.
    private static let strength = 0.2
    /// How much of a thing's height its shadow comes forward, for each unit that it goes aside.
    private static let forward = 0.27
    /// Indoors the light of a window or a lamp is always there, at the same height.
    private static let indoors = 0.32
    /// So many units around a lamp it throws shadows by night.
    private static let reach = 0.9
    private static let longest = 1.3

    private let length: Double
    let strength: Double
    /// Feet of what shines, where nothing else does.
    private let lamps: [ScenePoint]
    private let unit: Double

    init(_ conditions: Conditions, lamps: [ScenePoint], unit: Double) {
        let hour = conditions.isOpen ? conditions.time.shadow : Self.indoors
        length = hour
        strength = Self.strength * (conditions.weather?.shadows ?? 1)
        self.lamps = hour > 0 ? [] : lamps
        self.unit = unit
    }

    /// Whether the sky throws the shadows, and not lamps.
    var isAbove: Bool { length > 0 }

    /// Where the shadow of a point falls that is one unit above a foot; nil where nothing throws any.
    func fall(at foot: ScenePoint) -> ScenePoint? {
        guard strength > 0.01 else { return nil }
        if isAbove { return ScenePoint(x: length, y: length * Self.forward) }
        return lamps.min { ($0 - foot).length < ($1 - foot).length }.flatMap { away(from: $0, foot) }
    }

    private func away(from lamp: ScenePoint, _ foot: ScenePoint) -> ScenePoint? {
        let (way, reach) = (foot - lamp, Self.reach * unit)
        guard way.length > 1, way.length < reach else { return nil }
        let long = min(Self.longest, 0.3 + way.length / reach)
        // Ground is seen at a slant, so what goes forward looks short.
        let fall = ScenePoint(x: way.x, y: way.y * Self.forward * 2)
        return fall * (long / max(fall.length, 1))
    }
}
