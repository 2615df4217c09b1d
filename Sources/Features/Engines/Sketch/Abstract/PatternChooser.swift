import Kernel

/// Chooses an abstract picture for a prompt of which nothing can be drawn, or that asks for one.
struct PatternChooser {
    /// Among so many of the best the seed chooses.
    private static let choices = 4
    private static let energyReach = 0.5

    let library: SketchLibrary
    let reading: Reading
    let seed: Seed

    /// Nil when there is something to draw.
    func pattern() -> Scene.Pattern? {
        guard isWanted, let design = design else { return nil }
        var dice = Dice(seed.number, for: .pattern, 1)
        let palette = palette(&dice)
        var parameters: [String: Double] = [:]
        for name in PatternDesign.parameterNames {
            guard let range = design.parameters[name] else { continue }
            let value = dice.number(range) + (name == "energy" ? energy * Self.energyReach : 0)
            parameters[name] = min(max(value, 0), 1).rounded(to: 1_000)
        }
        return Scene.Pattern(
            kind: design.id,
            colours: palette.map(\.text),
            isAsked: !reading.theme.colours.isEmpty,
            parameters: parameters
        )
    }

    /// What names a place or a thing is drawn; so are an hour, a season and a weather by themselves.
    private var isWanted: Bool {
        guard reading.mentions.isEmpty else { return false }
        if reading.theme.isPattern { return true }
        return reading.isEmpty && !isOutdoors
    }

    private var isOutdoors: Bool {
        let isTold = reading.time != nil || reading.season != nil || reading.weather != nil
        return isTold && reading.unknown.isEmpty
    }

    private var design: PatternDesign? {
        if let named = reading.theme.kind { return library.patterns[named] }
        let best = best(library.patterns.kinds) { $0.mood.score(said, reading.theme) }
        return best.isEmpty ? nil : best[Int(seed.number) % best.count]
    }

    private func palette(_ dice: inout Dice) -> [SketchColour] {
        let best = best(library.patterns.palettes) { $0.mood.score(said, reading.theme) }
        let palette = best[dice.index(best.count)].colours
        let asked = reading.theme.colours
        return asked.isEmpty ? palette : AskedPalette(asked, said: said, seed: seed).colours
    }

    /// Those that suit best, else all in an order that the words shuffle.
    private func best<Choice>(_ all: [Choice], score: (Choice) -> Int) -> [Choice] {
        var dice = Dice(reading.theme.fingerprint, for: .pattern)
        let scores = all.map(score)
        let order = dice.shuffled(Array(all.indices))
        let ranked = order.filter { scores[$0] > 0 }.sorted { scores[$0] > scores[$1] }
        guard let top = ranked.first else { return order.map { all[$0] } }
        let equals = ranked.filter { scores[$0] == scores[top] }
        let kept = equals.count >= Self.choices ? equals : Array(ranked.prefix(Self.choices))
        return kept.map { all[$0] }
    }

    /// Everything that was said of the picture as a whole.
    private var said: Set<String> {
        let single = [reading.time, reading.weather, reading.setting, reading.season?.rawValue]
        return Set(reading.tones + single.compactMap(\.self))
    }

    private var energy: Double {
        said.compactMap { library.patterns.energy[$0] }.reduce(0, +)
    }
}
