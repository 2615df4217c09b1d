extension Scene {
    static let mostItems = 200
    /// Tones at once; more of them leave mud.
    package static let mostTones = 3
    static let mostWithout = 500
    /// Scene units that a place may be away from the canvas's corner.
    static let farthest = 10_000.0
    static let scales = 0.000_1...200.0

    /// Whether it can be drawn in bounded work; a scene that was edited as JSON may hold anything.
    package var isSound: Bool {
        items.count <= Self.mostItems && canvas.isSound
            && (0...canvas.height).contains(backdrop.horizon) && items.allSatisfy(isSound)
            && backdrop.tones.count <= Self.mostTones && backdrop.without.count <= Self.mostWithout
            && Containment.isSound(items.map(\.container)) && (text.map(isSound) ?? true)
            && (pattern?.isSound ?? true)
    }

    private func isSound(_ item: Item) -> Bool {
        isNear(item.foot) && Self.scales.contains(item.scale) && (-180...180).contains(item.turn)
            && item.pose.values.allSatisfy { abs($0) < Self.farthest }
    }

    private func isSound(_ text: Lettering) -> Bool {
        let corners = [
            ScenePoint(x: text.box.left, y: text.box.top), ScenePoint(x: text.box.right, y: text.box.bottom),
        ]
        return corners.allSatisfy(isNear) && (1...Canvas.shortSide).contains(text.fontSize)
            && text.lines.reduce(0) { $0 + $1.count } <= LetteringLayout.mostCharacters
    }

    private func isNear(_ point: ScenePoint) -> Bool {
        abs(point.x) < Self.farthest && abs(point.y) < Self.farthest
    }
}

extension Scene.Canvas {
    fileprivate var isSound: Bool {
        let (short, long) = (min(width, height), max(width, height))
        return abs(short - Self.shortSide) < 1 && (short...short * Double(Sketch.longestRatio)).contains(long)
    }
}
