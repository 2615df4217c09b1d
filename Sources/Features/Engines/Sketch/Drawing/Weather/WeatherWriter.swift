/// Draws what weather and season put into an open picture, behind things, between them and before them.
struct WeatherWriter {
    private static let leaves = ["#d9772e", "#b9542c", "#e3ab3a"].compactMap { SketchColour($0) }

    private let air: Air
    private let ground: ClosedRange<Double>
    private let weather: Weather?
    private let touch: SeasonTouch?
    private var clouds: CloudWriter?
    private var fog: FogWriter?

    init(scene: Scene, setting: Setting, colouring: Colouring) {
        let air = Air(scene: scene, colouring: colouring)
        self.air = air
        ground = setting.ground
        weather = colouring.conditions.weather
        touch = colouring.conditions.touch
        clouds = weather?.clouds.map { CloudWriter(air: air, clouds: $0) }
        fog = weather?.fog.map { FogWriter(air: air, fog: $0) }
    }

    var definitions: [SVGText] { [clouds?.definitions, fog?.definitions].compactMap { $0 } }

    /// In the sky, behind hills and houses.
    mutating func writeSky(to svg: inout SVGText) {
        clouds?.write(to: &svg)
        guard let weather else { return }
        if weather.hasRainbow { RainbowWriter(air: air).write(to: &svg) }
        if weather.bolts > 0 { BoltWriter(air: air, count: weather.bolts).write(to: &svg) }
    }

    /// Fog that is farther away than what stands at some height of the picture.
    mutating func writeBanks(before y: Double, to svg: inout SVGText) {
        fog?.write(before: y, to: &svg)
    }

    /// On the ground and in the distance, behind everything that was placed.
    func writeFar(to svg: inout SVGText) {
        if let rain {
            rain.writePuddles(to: &svg)
            rain.writeSplashes(to: &svg)
            rain.write(.far, to: &svg)
        }
        drift?.writeFallen(amount: amount * 1.6, to: &svg)
        writeFalling(.far, to: &svg)
    }

    /// Before everything.
    mutating func writeNear(to svg: inout SVGText) {
        fog?.write(before: .infinity, to: &svg)
        for plane in [Plane.middle, .near] {
            rain?.write(plane, to: &svg)
            writeFalling(plane, to: &svg)
        }
        if let weather, weather.gusts > 0 { WindWriter(air: air, count: weather.gusts).write(to: &svg) }
    }

    private func writeFalling(_ plane: Plane, to svg: inout SVGText) {
        if snow > 0 { SnowWriter(air: air, density: snow).write(plane, to: &svg) }
        // Wet, it does not fly.
        if let touch, touch.drift == .fluff, weather?.rain == nil {
            FluffWriter(air: air, density: touch.amount).write(plane, to: &svg)
        }
        drift?.write(plane, amount: amount, to: &svg)
    }

    /// Of what drifts, in a square of the unit.
    private var amount: Double {
        let shed = touch?.drift == .fluff ? 0 : touch?.amount ?? 0
        return max(shed, Double(weather?.leaves ?? 0))
    }

    private var snow: Double {
        max(weather?.snow ?? 0, touch?.drift == .flake ? touch?.amount ?? 0 : 0)
    }

    private var rain: RainWriter? {
        weather?.rain.map { RainWriter(air: air, rain: $0, ground: ground) }
    }

    /// What the season sheds; in wind leaves, whatever the season.
    private var drift: DriftWriter? {
        switch touch?.drift {
        case .leaf: DriftWriter(air: air, drift: .leaf, colours: touch?.colours ?? [], ground: ground)
        case .petal: DriftWriter(air: air, drift: .petal, colours: touch?.colours ?? [], ground: ground)
        case .flake: nil
        case .fluff, nil:
            weather?.leaves ?? 0 > 0
                ? DriftWriter(air: air, drift: .leaf, colours: Self.leaves, ground: ground) : nil
        }
    }
}
