import Foundation

/// Tiles that fill the sheet: quarter circles, cubes, triangles or leaves, livelier where one looks first.
struct Tessellation {
    private static let mostTiles = 330.0

    enum Cut: CaseIterable {
        case arcs, cubes, triangles, leaves
    }

    var space: PatternSpace
    let noise: SmoothNoise
    private let cut: Cut

    init(space: PatternSpace) {
        self.space = space
        noise = space.noise()
        let place = Int(min(space.variety, 0.999) * Double(Cut.allCases.count))
        cut = Cut.allCases[place]
    }

    func picture() -> PatternPicture {
        var tessellation = self
        return tessellation.drawn()
    }

    private mutating func drawn() -> PatternPicture {
        var picture = PatternPicture(ground: [space.colours.ground, space.colours.ground])
        switch cut {
        case .arcs: for box in boxes() { arc(box, to: &picture) }
        case .leaves: for box in boxes() { leaf(box, to: &picture) }
        case .cubes: cubes(to: &picture)
        case .triangles: triangles(to: &picture)
        }
        return picture
    }

    /// About how wide a tile is, for so many of them in the square.
    func side(least: Double, most: Double) -> Double {
        let across = least + (most - least) * space.density
        return max(1_000 / across * space.scale, (space.box.area / Self.mostTiles).squareRoot())
    }

    private func boxes() -> [SceneBox] {
        let side = side(least: 5, most: 10)
        let columns = max(1, (space.width / side).rounded())
        let rows = max(1, (space.height / side).rounded())
        let (width, height) = (space.width / columns, space.height / rows)
        let first = SceneBox(left: 0, top: 0, right: width, bottom: height)
        return (0..<Int(rows)).flatMap { row -> [SceneBox] in
            (0..<Int(columns)).map { column -> SceneBox in
                first.moved(byX: Double(column) * width, y: Double(row) * height)
            }
        }
    }

    /// Where on the ramp a place lies: round the focus, and by chance.
    func share(_ place: ScenePoint, unrest: Double) -> Double {
        let reach = 520 * space.scale
        let drift = noise(place.x / reach, place.y / reach) * (0.25 + 0.5 * space.energy)
        return 1.08 - space.distance(place) * 1.5 + drift + unrest
    }

    mutating func unrest(_ reach: Double) -> Double {
        space.dice.number(-reach...reach) * (0.4 + space.energy)
    }

    /// Whether a tile stays plain: rarely near the focus.
    mutating func isQuiet(_ place: ScenePoint) -> Bool {
        space.dice.chance(0.06 + space.distance(place) * (0.85 - 0.6 * space.energy))
    }

    mutating func isAccent(_ place: ScenePoint) -> Bool {
        space.dice.chance(space.distance(place) < 0.16 ? 0.3 : 0.035)
    }
}
