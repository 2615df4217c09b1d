import Kernel

/// Turns what was understood into a scene: chooses, sets out and places.
struct Composer {
    /// Tones at once; more of them leave mud.
    private static let mostTones = 3

    let library: SketchLibrary
    let seed: Seed

    /// A scene, and what there was no room for.
    struct Result {
        let scene: Scene
        let reduced: [String]
        /// What was said of things that their drawings cannot show.
        let unmet: [String]
        /// What of the quoted text did not fit.
        let unset: [String]
    }

    /// Composes what was read, in the style that was ordered, else in the one that the prompt names.
    func compose(_ reading: Reading, canvas: Scene.Canvas, style: String?) -> Result {
        let cast = Cast(reading, library: library, seed: seed)
        var dice = Dice(seed.number, for: .composing)
        let ties = Ties(reading.claims, cast: cast)
        let whereabouts = Whereabouts(library: library, reading: reading, cast: cast, ties: ties)
        let setting = whereabouts.setting(&dice)
        let time = whereabouts.time()
        let isAiry = ties.isAloft(cast)
        let horizon = Horizon(
            setting: setting,
            canvas: canvas,
            framing: reading.framing,
            isAiry: isAiry,
            hasSky: cast.roles.contains { $0.count > 0 && $0.isAloft }
        )
        let backdrop = Scene.Backdrop(
            setting: setting.id,
            time: time.id,
            palette: dice.index(setting.palettes.count),
            sky: dice.index(time.skies.count),
            skyColour: reading.skyColour?.text,
            horizon: horizon.choose(&dice),
            season: reading.season,
            weather: reading.weather,
            tones: Array(reading.tones.prefix(Self.mostTones)),
            without: without(reading)
        )
        var scene = Scene(
            canvas: canvas,
            seed: seed.number,
            style: style ?? reading.style ?? library.standardStyle.id,
            backdrop: backdrop
        )
        scene.pattern = PatternChooser(library: library, reading: reading, seed: seed).pattern()
        let quoted = reading.without.isTextless ? [] : reading.quoted
        let lettering = LetteringLayout(canvas: canvas, quoted: quoted)
        scene.text = lettering.lettering(
            beside: cast,
            in: setting,
            horizon: backdrop.horizon,
            &dice
        )
        let room = Room(
            canvas: canvas,
            setting: setting,
            horizon: backdrop.horizon,
            framing: reading.framing,
            isAiry: isAiry,
            text: scene.text?.box
        )
        let placed = Layout(cast: cast, ties: ties, room: room, seed: seed).placed()
        scene.items = Dressing(cast: cast).items(of: placed)
        return Result(scene: scene, reduced: cast.reduced, unmet: cast.unmet, unset: lettering.unset)
    }

    /// What must not be there, as subjects.
    private func without(_ reading: Reading) -> [String] {
        let kinds = library.subjects.values.filter { reading.without.kinds.contains($0.kind) }.map(\.id)
        return reading.without.subjects.union(kinds).sorted()
    }
}
