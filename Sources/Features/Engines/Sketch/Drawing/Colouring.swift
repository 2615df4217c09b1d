/// The colours of one scene: palettes seen by the light of the time, in the manner of the style.
struct Colouring {
    /// How much of the light's colour reaches what stands in front, and what was asked for in a colour.
    private static let onItems = 0.5
    private static let onAsked = 0.35
    private static let water = SketchColour(red: 0.25, green: 0.6, blue: 0.75)
    /// How much of the light's hue is seen on things.
    private static let lightHue = 1.1
    /// Shaded facets lean to this, as shadows do outdoors.
    private static let shadow = SketchColour(red: 0.16, green: 0.10, blue: 0.30)

    let style: DrawingStyle
    let time: TimeOfDay
    /// From the top of the sky to the horizon.
    let sky: [SketchColour]
    private let palette: [String: SketchColour]

    /// A colour, and whether it was asked for.
    struct Tint: Hashable {
        let colour: SketchColour
        var isAsked = false
        var tone = Paint.Tone.plain
        /// One of the style's own two.
        var isCommon = false
    }

    init(style: DrawingStyle, time: TimeOfDay, setting: Setting, backdrop: Scene.Backdrop) {
        self.style = style
        self.time = time
        let skies = time.skies[max(0, backdrop.sky) % time.skies.count]
        let asked = backdrop.skyColour.flatMap { SketchColour($0) }
        sky =
            asked.map { asked in
                [asked.mixed(with: .black, 0.1), asked, asked.mixed(with: .white, 0.35)].map {
                    $0.mixed(with: $0.multiplied(by: time.light), time.strength * 0.5)
                }
            } ?? skies
        palette = setting.palettes[max(0, backdrop.palette) % setting.palettes.count]
    }

    /// A setting's colour, so far faded into the sky, and giving back so much of it, from 0 to 1.
    func layer(_ paint: Paint, haze: Double, mirror: Double = 0) -> Tint {
        if let common = common(paint) { return common }
        let plain: SketchColour =
            switch paint.key {
            case "sky-top": sky[0]
            case "sky-middle": sky[1]
            case "sky-low": sky[2]
            case "glow": time.glow
            default: lit(palette[paint.key] ?? style.paper, 1)
            }
        let mirrored = plain.mixed(with: sky[0].mixed(with: sky[1], 0.5), mirror)
        let colour = toned(mirrored.mixed(with: sky[2], haze), paint.tone)
        return Tint(colour: colour, tone: paint.tone)
    }

    /// Water where a setting has none: the sky's colour, deepened.
    var pond: SketchColour { sky[0].mixed(with: sky[1], 0.5).mixed(with: lit(Self.water, 1), 0.55) }

    /// A subject's colour.
    func item(_ paint: Paint, _ palette: [String: SketchColour], asked: [SketchColour]) -> Tint {
        if let common = common(paint) { return common }
        let wished: SketchColour? =
            switch paint.key {
            case "main": asked.first
            case "second": asked.count > 1 ? asked[1] : nil
            default: nil
            }
        let plain = wished ?? palette[paint.key] ?? style.paper
        let colour = toned(lit(plain, wished == nil ? Self.onItems : Self.onAsked), paint.tone)
        return Tint(colour: colour, isAsked: wished != nil, tone: paint.tone)
    }

    private func common(_ paint: Paint) -> Tint? {
        switch paint.key {
        case "ink": Tint(colour: style.ink, isCommon: true)
        case "paper": Tint(colour: lit(style.paper, Self.onItems), isCommon: true)
        default: nil
        }
    }

    /// How much of a thing's own hue is left to see: little by night.
    private var ownHue: Double { min(max(1.2 * time.light.lab.lightness - 0.6, 0.2), 0.7) }

    /// As seen by the light of the hour: dimmed, and turned towards its hue.
    private func lit(_ colour: SketchColour, _ share: Double) -> SketchColour {
        // A pen draws by day, whatever the hour it tells of.
        guard style.fill != .spots, time.strength > 0 else { return colour }
        let (own, light) = (colour.lab, time.light.lab)
        let seen = SketchColour.Lab(
            lightness: own.lightness * light.lightness,
            a: own.a * ownHue + light.a * Self.lightHue,
            b: own.b * ownHue + light.b * Self.lightHue
        )
        return colour.mixed(with: SketchColour(seen), time.strength * share)
    }

    private func toned(_ colour: SketchColour, _ tone: Paint.Tone) -> SketchColour {
        switch tone {
        case .plain: colour
        case .shade: colour.mixed(with: Self.shadow, style.shade)
        case .light: colour.mixed(with: .white, style.light)
        }
    }
}
