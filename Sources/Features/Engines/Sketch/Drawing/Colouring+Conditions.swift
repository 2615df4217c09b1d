extension Colouring {
    /// Of what weather does to the sky, in a sky whose colour was asked for.
    private static let onAskedSky = 0.4

    static func lights(_ conditions: Conditions, _ style: DrawingStyle) -> [Lighting] {
        // A pen draws by day, whatever the hour it tells of.
        guard style.fill != .spots else { return [] }
        let hour = Lighting(light: conditions.time.light, strength: conditions.time.strength)
        guard let air = conditions.weather?.light else { return [hour] }
        // The darker the hour, the less there is for the air to change.
        return [hour, Lighting(light: air.colour, strength: air.share * (1 - hour.strength * 0.6))]
    }

    /// From its top to the horizon: the hour's, or what was asked for, as the weather changes it.
    static func sky(_ conditions: Conditions, _ backdrop: Scene.Backdrop) -> [SketchColour] {
        let time = conditions.time
        let hour = Lighting(light: time.light, strength: time.strength)
        let asked = backdrop.skyColour.flatMap { SketchColour($0) }
        let plain =
            asked.map { asked in
                [asked.mixed(with: .black, 0.1), asked, asked.mixed(with: .white, 0.35)].map {
                    $0.mixed(with: $0.multiplied(by: time.light), time.strength * 0.5)
                }
            } ?? time.skies[max(0, backdrop.sky) % time.skies.count]
        guard let weather = conditions.weather else { return plain }
        let share = weather.sky.share * (asked == nil ? 1 : onAskedSky)
        return zip(plain, [-0.06, 0.0, 0.06]).map { colour, lift in
            colour.mixed(with: hour.seen(weather.sky.colour.lifted(by: lift), 1), share)
        }
    }
}
