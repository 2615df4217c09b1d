/// Draws a setting's layers, in front of or behind what was placed.
struct LayerWriter {
    /// A layer's strewn drawings are no more than this, however large the picture.
    static let mostStrewn = 220

    let scene: Scene
    let setting: Setting
    let colouring: Colouring
    var definitions = SVGText()
    private var defined: Set<String> = []

    var canvas: Scene.Canvas { scene.canvas }
    var style: DrawingStyle { colouring.style }
    /// Scene units in one of a layer's.
    var unit: Double { canvas.unit / 1_000 }

    init(scene: Scene, setting: Setting, colouring: Colouring) {
        self.scene = scene
        self.setting = setting
        self.colouring = colouring
    }

    /// Paints them from far to near; `between` is told how far down the next one begins.
    mutating func write(
        front: Bool,
        to svg: inout SVGText,
        between: (Double, inout SVGText) -> Void
    ) {
        for (index, layer) in setting.layers.enumerated() where layer.isFront == front {
            var dice = Dice(scene.seed, for: .setting, index + 1)
            guard dice.chance(layer.share), isShown(layer) else { continue }
            if case .band = layer.kind { between(y(at: layer.at.lowerBound), &svg) }
            switch layer.kind {
            case .band(let width, let fill): bands(index, width: width, fill, &dice, to: &svg)
            case .scatter(let every): scatter(index, every: every, &dice, to: &svg)
            case .row(let every): row(index, every: every, &dice, to: &svg)
            case .once(let across): once(index, across: across, &dice, to: &svg)
            }
        }
    }

    private func isShown(_ layer: SettingLayer) -> Bool {
        guard layer.isBand || !hides(layer) else { return false }
        let season = colouring.conditions.season ?? .summer
        guard layer.seasons.isEmpty || layer.seasons.contains(season) else { return false }
        return layer.times.isEmpty || layer.times.contains(scene.backdrop.time)
    }

    /// Whether it shows what the picture must not have; of a band that is what stands on its edge.
    func hides(_ layer: SettingLayer) -> Bool { colouring.conditions.hides(layer.shows) }

    func haze(of layer: SettingLayer) -> Double {
        colouring.conditions.haze(layer.haze, at: layer.at.lowerBound)
    }

    /// Where a depth lies: above the horizon a share of the sky, below it a share of the ground.
    func y(at depth: Double) -> Double {
        let horizon = scene.backdrop.horizon
        return depth < 0 ? horizon * (1 + depth) : horizon + depth * (canvas.height - horizon)
    }

    func scale(at depth: Double) -> Double {
        depth <= 0 ? 1 : 0.55 + 0.8 * depth
    }

    /// The name of a variant's drawing, written to the definitions when first asked for.
    mutating func drawing(_ layer: Int, _ variant: Int, haze: Double) -> String {
        let id =
            "l\(layer)v\(variant)"
            + (haze == self.haze(of: setting.layers[layer]) ? "" : "h\(Int(haze * 100))")
        guard defined.insert(id).inserted else { return id }
        let shapes = setting.layers[layer].variants[variant].filter { $0.role != .edge }.map { $0.posed([:]) }
        var writer = PartWriter(
            style: style,
            pen: style.pen * 0.8,
            unit: 1,
            shadows: setting.layers[layer].isSmall ? 0 : 1,
            isPlain: true,
            name: id,
            colour: { [colouring] paint in colouring.layer(paint, haze: haze) },
            dice: Dice(scene.seed, for: .strokes, 1_000 + layer)
        )
        definitions.append("<g id=\"\(id)\">")
        writer.write(shapes, to: &definitions)
        definitions.append("</g>")
        return id
    }

    /// Larger on a tall sheet, for layers that say so.
    func growth(of layer: SettingLayer) -> Double {
        min(1 + layer.growth * (canvas.height / canvas.unit - 1), 4)
    }

    private mutating func once(
        _ index: Int,
        across: ClosedRange<Double>,
        _ dice: inout Dice,
        to svg: inout SVGText
    ) {
        let layer = setting.layers[index]
        let depth = dice.number(layer.at)
        let place = ScenePoint(x: dice.number(across) * canvas.width, y: y(at: depth))
        let scale = unit * self.scale(at: depth) * growth(of: layer)
        let id = drawing(index, dice.index(layer.variants.count), haze: haze(of: layer))
        svg.use(id, at: place, scale: (scale, scale * dice.number(layer.rise)))
    }

    /// Side by side, none of them cut by the picture's sides.
    private mutating func row(_ index: Int, every: Double, _ dice: inout Dice, to svg: inout SVGText) {
        let layer = setting.layers[index]
        let depth = dice.number(layer.at)
        let scale = unit * self.scale(at: depth) * growth(of: layer)
        let count = max(1, Int((canvas.width / (every * scale)).rounded()))
        let slot = canvas.width / Double(count)
        for place in 0..<min(count, Self.mostStrewn) {
            let x = (Double(place) + 0.5 + dice.number(-0.1...0.1)) * slot
            let id = drawing(index, dice.index(layer.variants.count), haze: haze(of: layer))
            let rise = scale * dice.number(layer.rise)
            svg.use(id, at: ScenePoint(x: x, y: y(at: depth)), scale: (scale, rise))
        }
    }

    /// Strewn in rows from far to near, each a little off its place.
    private mutating func scatter(_ index: Int, every: Double, _ dice: inout Dice, to svg: inout SVGText) {
        let layer = setting.layers[index]
        let rows = rows(of: layer, every: every)
        let perRow = rows.reduce(0) { $0 + canvas.width / ($1.step) }
        let kept = style.detail * min(1, Double(Self.mostStrewn) / max(perRow, 1))
        for row in rows {
            var x = -row.step * dice.number(0...1)
            while x < canvas.width + row.step {
                let place = ScenePoint(
                    x: x + dice.number(-0.4...0.4) * row.step,
                    y: row.y + dice.number(-0.4...0.4) * row.gap
                )
                let (rise, flip, variant) = (
                    dice.number(layer.rise), dice.sign(), dice.index(layer.variants.count)
                )
                if dice.chance(kept) {
                    let scale = unit * row.scale * style.strewing(every: every) * dice.number(0.8...1.2)
                    svg.use(
                        drawing(index, variant, haze: haze(of: layer)),
                        at: place,
                        scale: (scale * flip, scale * rise)
                    )
                }
                x += row.step
            }
        }
    }

    private struct Row {
        let y: Double
        let step: Double
        let gap: Double
        let scale: Double
    }

    private func rows(of layer: SettingLayer, every: Double) -> [Row] {
        let (first, last) = (y(at: layer.at.lowerBound), y(at: layer.at.upperBound))
        var rows: [Row] = []
        var y = first
        repeat {
            let depth = (y - scene.backdrop.horizon) / (canvas.height - scene.backdrop.horizon)
            let scale = scale(at: depth) * growth(of: layer)
            let step = every * unit * scale
            // Ground is seen at a slant, so rows lie closer than their drawings side by side.
            let gap = first == last ? 0 : step * (depth < 0 ? 0.9 : 0.5)
            rows.append(Row(y: y + gap / 2, step: step, gap: gap, scale: scale))
            y += max(gap, 1)
        } while y < last && rows.count < Self.mostStrewn
        return rows
    }
}

extension SettingLayer {
    fileprivate var isBand: Bool {
        if case .band = kind { true } else { false }
    }

    /// Strewn things are small and many, and cast no shadows.
    fileprivate var isSmall: Bool {
        if case .scatter = kind { true } else { false }
    }
}
