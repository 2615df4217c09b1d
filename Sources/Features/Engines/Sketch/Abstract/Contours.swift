import Foundation

/// A landscape seen from above: sheets between the lines of equal height, around one summit.
struct Contours {
    private static let mostCells = 2_600

    private var space: PatternSpace
    private let noise: SmoothNoise
    private let reach: Double

    init(space: PatternSpace) {
        self.space = space
        noise = space.noise()
        reach = (640 - 300 * space.energy) * space.scale
    }

    func picture() -> PatternPicture {
        var contours = self
        return contours.drawn()
    }

    private mutating func drawn() -> PatternPicture {
        let colours = space.colours
        var picture = PatternPicture(ground: [colours.ground, colours.ground])
        let levels = Int(7 + 6 * space.density + 4 * (space.scale - 1))
        let grid = grid()
        let heights = grid.values.filter { $0 > HeightGrid.outside }.sorted()
        for level in 0..<levels {
            let share = (Double(level) + 0.5) / (Double(levels) - 0.42)
            let height = heights[min(Int(pow(share, 0.8) * Double(heights.count)), heights.count - 1)]
            let isTop = level == levels - 1
            picture.add(
                PatternShape(
                    outlines: grid.areas(above: height),
                    colour: isTop ? colours.accent : colours.at(Double(level) / Double(max(levels - 2, 1))),
                    isAccent: isTop
                )
            )
        }
        return picture
    }

    private func height(_ place: ScenePoint) -> Double {
        let way = place - space.focus
        let wide = (360 + 160 * space.variety) * space.scale
        let summit = exp(-(way.x * way.x + way.y * way.y) / (wide * wide))
        // Strata lie: long waves across, short ones down.
        let stretch = 1 + 1.5 * max(0, space.variety - 0.5)
        let uneven = noise.fractal(place.x / (reach * stretch), place.y / reach, octaves: 3)
        return 0.8 * summit + (0.42 + 0.5 * space.energy) * uneven
    }

    /// Reaches beyond the sheet, so that what is cut off ends there unseen.
    private func grid() -> HeightGrid {
        let margin = 60 * space.scale
        let box = space.box.inset(byX: -margin, y: -margin)
        let side = (box.area / Double(Self.mostCells)).squareRoot()
        return HeightGrid(box: box, side: side) { height($0) }
    }
}
