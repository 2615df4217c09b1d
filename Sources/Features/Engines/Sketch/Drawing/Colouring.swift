/// The colours of one scene: palettes seen by the light of the hour and the weather, turned by the tones, in the
/// manner of the style.
struct Colouring {
    /// How much of the light's colour reaches what stands in front, and what was asked for in a colour.
    private static let onItems = 0.5
    private static let onAsked = 0.35
    private static let water = SketchColour(red: 0.25, green: 0.6, blue: 0.75)
    private static let snowWhite = SketchColour(red: 0.94, green: 0.97, blue: 1)
    /// Shaded facets lean to this, as shadows do outdoors.
    private static let shadow = SketchColour(red: 0.16, green: 0.10, blue: 0.30)

    /// With its own colours turned.
    let style: DrawingStyle
    let conditions: Conditions
    /// From the top of the sky to the horizon, turned.
    let sky: [SketchColour]
    let toning: Toning
    private let palette: [String: SketchColour]
    /// Before it is turned.
    private let plainSky: [SketchColour]
    private let lights: [Lighting]

    var time: TimeOfDay { conditions.time }

    /// A colour, and whether it was asked for.
    struct Tint: Hashable {
        let colour: SketchColour
        var isAsked = false
        var tone = Paint.Tone.plain
        /// One of the style's own two.
        var isCommon = false
    }

    init(style: DrawingStyle, conditions: Conditions, setting: Setting, backdrop: Scene.Backdrop) {
        self.conditions = conditions
        toning = Toning(tones: conditions.tones)
        self.style = toning.style(style)
        lights = Self.lights(conditions, style)
        plainSky = Self.sky(conditions, backdrop)
        sky = plainSky.map(toning.backdrop)
        palette = setting.palette(backdrop.palette, in: conditions.season)
    }

    /// A setting's colour, so far faded into the sky, giving back so much of it, under so much snow, from 0 to 1.
    func layer(_ paint: Paint, haze: Double, mirror: Double = 0, snow: Double = 0) -> Tint {
        if let common = common(paint) { return common }
        let plain: SketchColour =
            switch paint.key {
            case "sky-top": plainSky[0]
            case "sky-middle": plainSky[1]
            case "sky-low": plainSky[2]
            case "glow": time.glow
            default: lit((palette[paint.key] ?? style.paper).mixed(with: Self.snowWhite, snow), 1)
            }
        let mirrored = plain.mixed(with: plainSky[0].mixed(with: plainSky[1], 0.5), mirror)
        let colour = toned(mirrored.mixed(with: plainSky[2], haze), paint.tone)
        return Tint(colour: toning.backdrop(colour), tone: paint.tone)
    }

    /// Water where a setting has none: the sky's colour, deepened.
    var pond: SketchColour {
        let sky = plainSky[0].mixed(with: plainSky[1], 0.5)
        return toning.backdrop(sky.mixed(with: lit(Self.water, 1), 0.55))
    }

    /// The sun or the moon, where it is to be seen.
    var orb: TimeOfDay.Orb? {
        conditions.orb.map { orb in
            var orb = orb
            orb.colour = toning.backdrop(orb.colour)
            return orb
        }
    }

    /// Of snow that lies on things.
    var snow: SketchColour { air(Self.snowWhite, share: 0.5) }

    /// Of lit windows.
    var glow: SketchColour { toning.backdrop(time.glow) }

    /// What is in the air, or lies about: clouds, rain, leaves.
    func air(_ colour: SketchColour, share: Double = 1) -> SketchColour {
        toning.backdrop(lit(colour, share))
    }

    /// A subject's colour; `lift` makes it lighter or darker than it is, so that it stands off what is behind it, and
    /// what shines of itself is not dimmed by night.
    func item(
        _ paint: Paint,
        _ palette: [String: SketchColour],
        asked: [SketchColour],
        lift: Double = 0,
        shines: Bool = false
    ) -> Tint {
        if let common = common(paint) { return common }
        let wished: SketchColour? =
            switch paint.key {
            case "main": asked.first
            case "second": asked.count > 1 ? asked[1] : nil
            default: nil
            }
        let plain = wished ?? palette[paint.key] ?? style.paper
        let seen = lit(plain, shines ? 0 : wished == nil ? Self.onItems : Self.onAsked)
        let turned = toning.thing(seen, isAsked: wished != nil)
        let colour = toned(paint.key == "main" ? turned.lifted(by: lift) : turned, paint.tone)
        return Tint(colour: colour, isAsked: wished != nil, tone: paint.tone)
    }

    private func common(_ paint: Paint) -> Tint? {
        switch paint.key {
        case "ink": Tint(colour: style.ink, isCommon: true)
        case "paper": Tint(colour: lit(style.paper, Self.onItems), isCommon: true)
        default: nil
        }
    }

    /// As seen by the light there is.
    private func lit(_ colour: SketchColour, _ share: Double) -> SketchColour {
        lights.reduce(colour) { $1.seen($0, share) }
    }

    private func toned(_ colour: SketchColour, _ tone: Paint.Tone) -> SketchColour {
        switch tone {
        case .plain: colour
        case .shade: colour.mixed(with: Self.shadow, style.shade)
        case .light: colour.mixed(with: .white, style.light)
        }
    }
}
