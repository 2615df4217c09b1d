extension SkyWriter {
    private static let sheets = 4

    /// Sheets hanging down from above, each lit from the front.
    mutating func writeSheets(to svg: inout SVGText) {
        fill(colouring.sky[2], to: &svg)
        let writer = PartWriter(
            style: style,
            pen: 1,
            unit: canvas.unit / 1_000,
            shadows: 2,
            name: "sky",
            colour: { [style] _ in Colouring.Tint(colour: style.paper) },
            dice: dice
        )
        for sheet in 0..<Self.sheets {
            let share = Double(sheet) / Double(Self.sheets)
            let level = horizon * (0.86 - share * 0.8)
            let outline = hanging(to: level, wave: canvas.unit * (0.03 + 0.02 * share))
            writer.writeShadow(of: [outline], to: &svg)
            svg.path(outline) { $0.fill(skyColour(at: level / horizon)) }
        }
    }

    private mutating func hanging(to level: Double, wave: Double) -> Outline {
        let step = canvas.unit * dice.number(0.36...0.6)
        var x = -step * dice.number(0...1)
        var pieces: [Outline.Piece] = [
            .move(ScenePoint(x: -40, y: -40)), .line(ScenePoint(x: -40, y: level)),
            .line(ScenePoint(x: x, y: level)),
        ]
        while x < canvas.width {
            let (depth, end) = (level + dice.number(0.4...1.2) * wave, x + step * dice.number(0.8...1.2))
            let third = (end - x) / 3
            pieces.append(
                .cubic(
                    ScenePoint(x: x + third, y: depth),
                    ScenePoint(x: end - third, y: depth),
                    ScenePoint(x: end, y: level)
                )
            )
            x = end
        }
        let right = max(x, canvas.width + 40)
        pieces += [.line(ScenePoint(x: right, y: level)), .line(ScenePoint(x: right, y: -40)), .close]
        return Outline(pieces: pieces)
    }
}
