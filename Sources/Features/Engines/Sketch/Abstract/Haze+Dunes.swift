extension Haze {
    mutating func dunes(to picture: inout PatternPicture) {
        let least = min(space.width, space.height)
        let radius = least * space.dice.number(0.15...0.23)
        let centre = ScenePoint(x: space.focus.x, y: space.height * space.dice.number(0.3...0.4))
        sun(to: &picture, centre, radius)
        let count = Int(3 + 3 * space.density) + (space.isTall ? 2 : 0)
        for dune in 0..<count {
            let share = Double(dune) / Double(max(count - 1, 1))
            let level = space.height * (0.46 + 0.44 * share)
            self.dune(level, share, to: &picture)
        }
    }

    private mutating func dune(_ level: Double, _ share: Double, to picture: inout PatternPicture) {
        let least = min(space.width, space.height)
        let height = least * (0.06 + 0.2 * space.energy) * (1.1 - 0.3 * share)
        let length = space.dice.number(0.55...0.9) * 1_100 * space.scale
        let off = space.dice.number(0...40)
        let points = (-1...15).map { step -> ScenePoint in
            let x = Double(step) / 14 * space.width
            return ScenePoint(x: x, y: level - height * 1.4 * noise(x / length + off, share * 7))
        }
        let (left, right) = (points.first?.x ?? 0, points.last?.x ?? 0)
        let bottom = space.height + 60
        let pieces = Outline.flowing(points).pieces
        let outline = Outline(
            pieces: pieces + [
                .line(ScenePoint(x: right, y: bottom)), .line(ScenePoint(x: left, y: bottom)), .close,
            ]
        )
        let top = (points.map(\.y).min() ?? level)
        let deep = least * 0.42
        let colour = space.colours.at(share)
        let next = colour.mixed(with: space.colours.ground, 0.62)
        picture.add(
            fading(
                outline,
                colour,
                from: ScenePoint(x: 0, y: top),
                to: ScenePoint(x: 0, y: top + deep),
                into: next,
                opacity: 1
            )
        )
        picture.add(
            grain(
                outline,
                from: ScenePoint(x: 0, y: top),
                to: ScenePoint(x: 0, y: top + deep * 0.55)
            )
        )
    }
}
