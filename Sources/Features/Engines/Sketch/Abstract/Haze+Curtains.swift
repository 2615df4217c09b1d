import Foundation

extension Haze {
    mutating func curtains(to picture: inout PatternPicture) {
        let least = min(space.width, space.height)
        let radius = least * 0.11
        sun(to: &picture, ScenePoint(x: space.focus.x, y: space.height * 0.22), radius)
        let count = Int((7 + 7 * space.density) * space.scale)
        let step = space.width / Double(count)
        for curtain in space.dice.shuffled(Array(0..<count)) {
            let left = (Double(curtain) - 0.5) * step
            let x = (left + step) / space.width
            let swell = 0.5 + 0.5 * sin(x * 6.28 * (0.7 + space.energy) + noise(x * 2, 3) * 3)
            let top = space.height * (0.2 + 0.36 * swell + space.dice.number(-0.05...0.05))
            self.curtain(left, step * 2, top, along: x, to: &picture)
        }
    }

    private mutating func curtain(
        _ left: Double,
        _ width: Double,
        _ top: Double,
        along: Double,
        to picture: inout PatternPicture
    ) {
        let middle = left + width / 2
        let foot = ScenePoint(x: middle, y: space.height + 40)
        let legs = foot.y - top - width / 2
        let outline = Self.arch(foot, width / 2, max(legs, 0))
        let colour = space.colours.at(along + space.dice.number(-0.2...0.2))
        picture.add(
            fading(
                outline,
                colour,
                from: ScenePoint(x: middle, y: top),
                to: ScenePoint(x: middle, y: space.height * 1.02),
                into: colour.mixed(with: space.colours.ground, 0.5),
                opacity: 0.15
            )
        )
        picture.add(
            grain(
                outline,
                from: ScenePoint(x: middle - width / 2, y: 0),
                to: ScenePoint(x: middle + width * 0.1, y: 0)
            )
        )
    }
}
