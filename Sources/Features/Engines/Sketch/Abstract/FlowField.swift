import Foundation

/// Strands that follow a field of directions side by side, thick ones first, never crossing.
struct FlowField {
    private static let mostPoints = 3_600
    private static let longest = 90
    private static let gap = 6.0

    private var space: PatternSpace
    private let noise: SmoothNoise
    private let tint: SmoothNoise
    private let base: Double
    private let sense: Double
    private let step: Double
    private var taken: [[ScenePoint]]
    private var radii: [[Double]]
    private let cell: Double
    private let columns: Int
    private let rows: Int
    private var points = 0

    init(space: PatternSpace) {
        var space = space
        noise = space.noise()
        _ = space.dice.index(2)
        tint = space.noise()
        let lie = space.isTall ? 90.0 : space.isWide ? 0 : space.dice.number(-50...50)
        base = (lie + space.dice.number(-20...20)) * .pi / 180
        sense = space.dice.sign()
        step = 13 * space.scale
        cell = 60 * space.scale
        columns = Int(space.width / cell) + 3
        rows = Int(space.height / cell) + 3
        taken = Array(repeating: [], count: columns * rows)
        radii = Array(repeating: [], count: columns * rows)
        self.space = space
    }

    func picture() -> PatternPicture {
        var field = self
        return field.drawn()
    }

    private mutating func drawn() -> PatternPicture {
        var picture = PatternPicture(ground: [space.colours.ground, space.colours.ground])
        let stout = (1.35 - 0.75 * space.density) * space.scale
        for width in [46.0, 27, 15, 8].map({ $0 * stout }) {
            for start in starts(every: width * 1.5 + 22 * space.scale) {
                guard points < Self.mostPoints, let run = strand(from: start, width: width) else { continue }
                take(run, width: width)
                picture.add(shape(run, width: width))
            }
        }
        return picture
    }

    /// Direction at a place, in radians.
    private func direction(_ place: ScenePoint) -> Double {
        let reach = (760 - 380 * space.energy) * space.scale
        let swing = 0.7 + 2.5 * space.energy
        let angle = base + swing * noise.fractal(place.x / reach, place.y / reach, octaves: 2)
        let way = place - space.focus
        let pull = exp(-pow(way.length / (330 * space.scale), 2)) * (0.4 + 1.8 * space.variety)
        let length = max(way.length, 1)
        return atan2(
            sin(angle) + pull * sense * way.x / length * 1.4,
            cos(angle) - pull * sense * way.y / length * 1.4
        )
    }

    private mutating func starts(every distance: Double) -> [ScenePoint] {
        var places: [ScenePoint] = []
        var y = -distance / 2
        while y < space.height + distance, places.count < 2_600 {
            var x = -distance / 2
            while x < space.width + distance {
                let off = ScenePoint(x: space.dice.number(-0.5...0.5), y: space.dice.number(-0.5...0.5))
                places.append(ScenePoint(x: x, y: y) + off * distance)
                x += distance
            }
            y += distance
        }
        return space.dice.shuffled(places)
    }

    /// Both ways from a place, until it leaves the sheet or comes too near to another.
    private mutating func strand(from start: ScenePoint, width: Double) -> [ScenePoint]? {
        guard isFree(start, width) else { return nil }
        let most = Int(Double(Self.longest) * space.dice.number(0.3...1))
        let back = trace(from: start, width: width, sign: -1, most: most / 2)
        let run = back.reversed() + [start] + trace(from: start, width: width, sign: 1, most: most / 2)
        return Double(run.count) * step > max(width * 2.2, 40 * space.scale) ? run : nil
    }

    private func trace(from start: ScenePoint, width: Double, sign: Double, most: Int) -> [ScenePoint] {
        var run: [ScenePoint] = []
        var place = start
        for _ in 0..<most {
            let angle = direction(place)
            place = place + ScenePoint(x: cos(angle), y: sin(angle)) * (step * sign)
            guard isFree(place, width) else { break }
            run.append(place)
        }
        return run
    }

    private func index(_ place: ScenePoint) -> (column: Int, row: Int) {
        (Int((place.x / cell).rounded(.down)) + 1, Int((place.y / cell).rounded(.down)) + 1)
    }

    private func isFree(_ place: ScenePoint, _ width: Double) -> Bool {
        let (column, row) = index(place)
        guard (0..<columns).contains(column), (0..<rows).contains(row) else { return false }
        for y in max(row - 1, 0)...min(row + 1, rows - 1) {
            for x in max(column - 1, 0)...min(column + 1, columns - 1) {
                let index = y * columns + x
                for (other, radius) in zip(taken[index], radii[index]) {
                    let least = radius + width / 2 + Self.gap * space.scale
                    let (across, down) = (other.x - place.x, other.y - place.y)
                    if across * across + down * down < least * least { return false }
                }
            }
        }
        return true
    }

    private mutating func take(_ run: [ScenePoint], width: Double) {
        points += run.count
        for place in run {
            let (column, row) = index(place)
            taken[row * columns + column].append(place)
            radii[row * columns + column].append(width / 2)
        }
    }

    private mutating func shape(_ run: [ScenePoint], width: Double) -> PatternShape {
        let middle = run[run.count / 2]
        let share = 0.5 + 0.62 * tint(middle.x / (640 * space.scale), middle.y / (640 * space.scale))
        let isNear = (middle - space.focus).length < 240 * space.scale
        let isAccent = space.dice.chance(isNear ? 0.3 : 0.03)
        let plain = space.colours.at(share + space.dice.number(-0.22...0.22))
        let thinned = run.enumerated().filter { $0.offset.isMultiple(of: 2) || $0.offset == run.count - 1 }
        return PatternShape(
            outlines: [.flowing(thinned.map(\.element))],
            form: .strand(width),
            colour: isAccent ? space.colours.accent : plain,
            isAccent: isAccent
        )
    }
}
