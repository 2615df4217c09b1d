extension LayerWriter {
    /// Copies of a band that a tall sky is filled with, at most.
    private static let mostStacked = 5

    /// A band, behind it its paler copies where the sky is tall enough for them.
    mutating func bands(
        _ index: Int,
        width: Double,
        _ fill: Paint,
        _ dice: inout Dice,
        to svg: inout SVGText
    ) {
        let layer = setting.layers[index]
        let depth = dice.number(layer.at)
        let base = y(at: depth)
        if let stack = layer.stack {
            let step = stack * unit
            let copies = min(Self.mostStacked, Int((base * 0.62) / step) - 1)
            for copy in stride(from: copies, to: 0, by: -1) {
                let own = haze(of: layer)
                let haze = own + (max(0.92, own) - own) * Double(copy) / Double(copies + 1)
                let name = "b\(index)c\(copy)"
                band(index, name, width, fill, haze: haze, at: base - step * Double(copy), &dice, to: &svg)
            }
        }
        band(index, "b\(index)", width, fill, haze: haze(of: layer), at: base, &dice, to: &svg)
    }

    private struct Tile {
        let variant: Int
        let place: ScenePoint
        let scale: (x: Double, y: Double)
    }

    private mutating func band(
        _ index: Int,
        _ name: String,
        _ width: Double,
        _ fill: Paint,
        haze: Double,
        at base: Double,
        _ dice: inout Dice,
        to svg: inout SVGText
    ) {
        let layer = setting.layers[index]
        let rise = unit * dice.number(layer.rise) * growth(of: layer)
        let tiles = tiles(of: layer, width: width * unit, rise: rise, at: base, &dice)
        let edge = edge(of: layer, tiles, base: base)
        let ground = BandShape(edge: edge, bottom: canvas.height + 30, right: canvas.width + 30)
        let snow = colouring.conditions.snow(on: layer, of: setting)
        let writer = BandWriter(
            style: style,
            unit: unit,
            tint: colouring.layer(fill, haze: haze, mirror: layer.mirror, snow: snow),
            light: colouring.layer(
                Paint(fill.key, .light),
                haze: haze,
                mirror: layer.mirror,
                snow: snow
            ),
            haze: haze,
            gradient: name,
            dice: dice
        )
        writer.write(ground, to: &svg, definitions: &definitions)
        guard !hides(layer) else { return }
        for tile in tiles where layer.variants[tile.variant].count > 1 {
            let id = drawing(index, tile.variant, haze: haze)
            svg.use(id, at: tile.place, scale: tile.scale)
        }
    }

    /// Enough tiles to reach from side to side, some of them turned about.
    private func tiles(
        of layer: SettingLayer,
        width: Double,
        rise: Double,
        at base: Double,
        _ dice: inout Dice
    ) -> [Tile] {
        var tiles: [Tile] = []
        var x = -width * dice.number(0...1)
        while x < canvas.width + 20 {
            let isFlipped = dice.chance(0.5)
            tiles.append(
                Tile(
                    variant: dice.index(layer.variants.count),
                    place: ScenePoint(x: isFlipped ? x + width : x, y: base),
                    scale: (isFlipped ? -unit : unit, rise)
                )
            )
            x += width
        }
        return tiles
    }

    private func edge(of layer: SettingLayer, _ tiles: [Tile], base: Double) -> [Outline.Piece] {
        tiles.flatMap { tile -> [Outline.Piece] in
            guard let shape = layer.variants[tile.variant].first(where: { $0.role == .edge }) else {
                return []
            }
            let outline = shape.posed([:]).outline
            let change = Affine.move(tile.place.x, tile.place.y).after(.scale(tile.scale.x, tile.scale.y))
            let turned = tile.scale.x < 0 ? outline.reversed() : outline
            return turned.mapped(change).pieces
        }
    }
}

/// A band's edge and how far it reaches.
struct BandShape {
    let edge: [Outline.Piece]
    let bottom: Double
    let right: Double

    /// The edge as one open line.
    var line: Outline { Outline(pieces: Self.joined(edge)) }

    /// Everything below the edge.
    func body(shiftedBy dy: Double = 0) -> Outline {
        let moved = Outline(pieces: Self.joined(edge)).mapped(.move(0, dy)).pieces
        let closing: [Outline.Piece] = [
            .line(ScenePoint(x: right, y: bottom)), .line(ScenePoint(x: -30, y: bottom)), .close,
        ]
        return Outline(pieces: moved + closing)
    }

    /// Tiles after the first go on where the one before ended.
    private static func joined(_ edge: [Outline.Piece]) -> [Outline.Piece] {
        edge.enumerated().map { place, piece in
            if place > 0, case .move(let point) = piece { .line(point) } else { piece }
        }
    }
}

extension Outline {
    /// One open line, from its end to its beginning.
    func reversed() -> Outline {
        var ends: [ScenePoint] = []
        for piece in pieces {
            switch piece {
            case .move(let point), .line(let point): ends.append(point)
            case .quad(_, let end), .cubic(_, _, let end): ends.append(end)
            case .close: break
            }
        }
        guard let last = ends.last else { return self }
        var turned: [Piece] = [.move(last)]
        for (place, piece) in pieces.enumerated().reversed() where place > 0 && place < ends.count {
            let start = ends[place - 1]
            switch piece {
            case .move, .line: turned.append(.line(start))
            case .quad(let control, _): turned.append(.quad(control, start))
            case .cubic(let first, let second, _): turned.append(.cubic(second, first, start))
            case .close: break
            }
        }
        return Outline(pieces: turned)
    }
}
