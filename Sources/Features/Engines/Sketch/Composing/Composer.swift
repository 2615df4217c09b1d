import Kernel

/// Turns what was understood into a scene: chooses, sets out and places.
struct Composer {
    let library: SketchLibrary
    let seed: Seed

    /// A scene, and what there was no room for.
    struct Result {
        let scene: Scene
        let reduced: [String]
        /// What of the quoted text did not fit.
        let unset: [String]
    }

    /// Composes what was read, in the style that was ordered, else in the one that the prompt names.
    func compose(_ reading: Reading, canvas: Scene.Canvas, style: String?) -> Result {
        let cast = Cast(reading.mentions, library: library)
        var dice = Dice(seed.number, for: .composing)
        let setting = setting(for: reading, cast, &dice)
        let backdrop = backdrop(in: setting, reading, cast, canvas, &dice)
        var scene = Scene(
            canvas: canvas,
            seed: seed.number,
            style: style ?? reading.style ?? library.standardStyle.id,
            backdrop: backdrop
        )
        let lettering = LetteringLayout(canvas: canvas, quoted: reading.quoted)
        scene.text = lettering.lettering(alone: cast.roles.isEmpty, horizon: backdrop.horizon)
        let room = Room(canvas: canvas, setting: setting, horizon: backdrop.horizon, text: scene.text?.box)
        let layout = Layout(cast: cast, claims: reading.claims, room: room)
        let clusters = layout.placed(seed: seed)
        scene.items = Dressing(cast: cast, seed: seed).items(of: clusters, canvas: canvas)
        return Result(scene: scene, reduced: cast.reduced, unset: lettering.unset)
    }

    /// The place that was named, else one that suits what swims, else the plain one.
    private func setting(for reading: Reading, _ cast: Cast, _ dice: inout Dice) -> Setting {
        if let named = reading.setting.flatMap({ library.settings[$0] }) { return named }
        let swims = cast.roles.contains { $0.count > 0 && $0.stands == .water }
        guard swims, library.standardSetting.water == nil else { return library.standardSetting }
        let waters = library.settings.values.filter { $0.water != nil }.sorted { $0.id < $1.id }
        return waters.isEmpty ? library.standardSetting : waters[dice.index(waters.count)]
    }

    private func backdrop(
        in setting: Setting,
        _ reading: Reading,
        _ cast: Cast,
        _ canvas: Scene.Canvas,
        _ dice: inout Dice
    ) -> Scene.Backdrop {
        let time = time(for: reading, cast)
        var horizon = dice.number(setting.horizon)
        // A tall sheet has more use for sky than for ground.
        let tallness = canvas.height / canvas.unit
        if tallness > 1.2 { horizon += min(0.2, (tallness - 1.2) * 0.05) }
        return Scene.Backdrop(
            setting: setting.id,
            time: time.id,
            palette: dice.index(setting.palettes.count),
            sky: dice.index(time.skies.count),
            skyColour: reading.skyColour?.text,
            horizon: (horizon * canvas.height).rounded()
        )
    }

    /// The time that was named, else the one that what is there implies: a moon makes it night.
    private func time(for reading: Reading, _ cast: Cast) -> TimeOfDay {
        if let named = reading.time.flatMap({ library.times[$0] }) { return named }
        for role in cast.roles where role.count > 0 {
            let implied = library.times.values.filter { $0.implied.contains(role.subject.id) }
            if let time = implied.min(by: { $0.id < $1.id }) { return time }
        }
        return library.standardTime
    }
}
