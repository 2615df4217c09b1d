/// What a scene is seen under: the hour, the weather, the season, the tones, and what is left out.
struct Conditions {
    let time: TimeOfDay
    /// Nil indoors, as the season's touch is.
    let weather: Weather?
    let season: Season?
    let touch: SeasonTouch?
    /// In the order they are laid on.
    let tones: [Tone]
    let isOpen: Bool
    private let without: Set<String>

    private static let snowy = 0.5

    /// Nothing, when the backdrop names something that the library does not have.
    init?(_ backdrop: Scene.Backdrop, in setting: Setting, library: SketchLibrary) {
        guard let time = library.times[backdrop.time] else { return nil }
        tones = backdrop.tones.compactMap { library.tones[$0] }
        let weather = backdrop.weather.flatMap { library.weathers[$0] }
        guard tones.count == backdrop.tones.count, (weather == nil) == (backdrop.weather == nil) else {
            return nil
        }
        self.time = time
        isOpen = setting.isOpen
        self.weather = isOpen ? weather : nil
        // Where snow falls thickly it is winter, unless another season was named.
        let isSnowing = self.weather.map { $0.cover > Self.snowy } ?? false
        season = backdrop.season ?? (isSnowing ? .winter : nil)
        touch = isOpen ? season.flatMap { library.touches[$0] } : nil
        without = Set(backdrop.without)
    }

    /// Whether setting and sky leave out what shows any of these subjects.
    func hides(_ subjects: some Collection<String>) -> Bool {
        subjects.contains { without.contains($0) || weather?.hides.contains($0) ?? false }
    }

    /// The hour's sun or moon, where it is to be seen.
    var orb: TimeOfDay.Orb? {
        time.orb.flatMap { hides([$0.isSun ? "sun" : "moon"]) ? nil : $0 }
    }

    /// How much snow lies on open ground, from 0 to 1, where the setting has no palette for it.
    private func snowCover(of setting: Setting) -> Double {
        guard season.map({ setting.seasons[$0] == nil || $0 != .winter }) ?? true else { return 0 }
        return max(touch?.cover ?? 0, weather?.cover ?? 0)
    }

    /// Whether snow lies on what stands outside.
    var isSnowy: Bool { isOpen && season == .winter }

    /// Snow on one layer: it lies on land, and less of it far up.
    func snow(on layer: SettingLayer, of setting: Setting) -> Double {
        guard layer.mirror == 0, isOpen else { return 0 }
        return snowCover(of: setting) * (layer.at.upperBound < -0.02 ? 0.5 : 1)
    }

    /// How far a layer at a depth fades, beyond what it does in clear air.
    func haze(_ own: Double, at depth: Double) -> Double {
        guard let weather else { return own }
        let distance = min(max(1 - depth * 1.4, 0), 1)
        return own + (1 - own) * weather.haze * distance
    }
}
