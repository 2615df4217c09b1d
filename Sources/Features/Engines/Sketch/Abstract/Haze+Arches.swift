extension Haze {
    mutating func arches(to picture: inout PatternPicture) {
        let count = Int(4 + 4 * space.density)
        let least = min(space.width, space.height)
        let groups = max(1, Int((max(space.width, space.height) / least * 0.9).rounded()))
        for group in 0..<groups {
            let place = (Double(group) + 0.5) / Double(groups)
            let isSmall = groups > 1 && group.isMultiple(of: 2)
            let radius = least * (isSmall ? 0.34 : 0.44) * space.dice.number(0.94...1.06)
            let foot =
                space.isTall
                ? ScenePoint(
                    x: space.width * space.dice.number(0.44...0.56),
                    y: space.height * (place + 0.5 / Double(groups)) + 1
                )
                : ScenePoint(x: space.width * place, y: space.height + 1)
            arch(at: foot, radius, count, isFirst: group == groups / 2, to: &picture)
        }
    }

    private mutating func arch(
        at foot: ScenePoint,
        _ radius: Double,
        _ count: Int,
        isFirst: Bool,
        to picture: inout PatternPicture
    ) {
        let legs = (space.isTall ? 0.5 : 0.8) * radius * space.dice.number(0.8...1.15)
        for ring in 0..<count {
            let share = Double(ring) / Double(count)
            let reach = radius * (1 - share)
            let isLast = ring == count - 1
            let colour = isLast && isFirst ? space.colours.accent : space.colours.at(share * 1.08)
            let outline = Self.arch(foot, reach, legs)
            let top = ScenePoint(x: foot.x, y: foot.y - legs - reach)
            let next = colour.mixed(with: space.colours.ground, isLast ? 0.1 : 0.55)
            picture.add(
                fading(
                    outline,
                    colour,
                    from: top,
                    to: foot,
                    into: next,
                    opacity: 1,
                    isAccent: isLast && isFirst
                )
            )
            if ring.isMultiple(of: 2) {
                picture.add(grain(outline, from: top, to: ScenePoint(x: foot.x, y: foot.y - legs * 0.8)))
            }
        }
    }

    static func arch(_ foot: ScenePoint, _ radius: Double, _ legs: Double) -> Outline {
        let (left, right, spring) = (foot.x - radius, foot.x + radius, foot.y - legs)
        let round = radius * 0.5523
        return Outline(pieces: [
            .move(ScenePoint(x: left, y: foot.y)), .line(ScenePoint(x: left, y: spring)),
            .cubic(
                ScenePoint(x: left, y: spring - round),
                ScenePoint(x: foot.x - round, y: spring - radius),
                ScenePoint(x: foot.x, y: spring - radius)
            ),
            .cubic(
                ScenePoint(x: foot.x + round, y: spring - radius),
                ScenePoint(x: right, y: spring - round),
                ScenePoint(x: right, y: spring)
            ),
            .line(ScenePoint(x: right, y: foot.y)), .close,
        ])
    }
}
