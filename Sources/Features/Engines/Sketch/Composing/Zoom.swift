import Foundation

/// How large things are shown: few are large, many small.
struct Zoom {
    /// Of a thing that is alone, as a share of the unit.
    private static let least = 0.26
    /// The same in very long pictures, which have little else to look at.
    private static let leastOfLong = 0.55
    private static let largest = 2.3
    private static let smallest = 0.35
    private static let far = 0.55
    /// How much of the picture things are to cover.
    private static let one = 0.4
    private static let many = 0.3
    /// Of very long pictures no more than so many squares of the unit count.
    private static let tall = 5.0
    private static let wide = 3.4
    /// How much of the largest the seed makes of it.
    private static let alone = 0.68...1.06
    private static let several = 0.84...1.06

    let room: Room

    /// As large as there is room for, or a little less.
    func zoom(for clusters: [Cluster], _ dice: inout Dice) -> Double {
        let isAlone = clusters.flatMap(\.stacks).flatMap(\.pieces).count == 1
        let isLong = room.isTall || room.isWide
        let isRoomy = isAlone && !isLong
        let whim = dice.number(isRoomy ? Self.alone : Self.several)
        let boxes = clusters.map(\.box)
        let covered = clusters.reduce(0) { sum, cluster in
            // What stands in rows covers less than each by itself, what is stacked less than its box.
            sum + min(cluster.box.area, cluster.stacks.reduce(0) { $0 + $1.box.area * 1.1 })
        }
        let area = min(max(room.area, 0.5), room.isTall ? Self.tall : Self.wide)
        let tallest = boxes.map(\.height).max() ?? 1
        let share = clusters.count == 1 ? Self.one : Self.many
        let crowd =
            clusters.count == 1 && tallest < 0.11 ? .infinity : pow(share * area / max(covered, 0.001), 0.45)
        let highest = 0.84 * room.content.height / room.canvas.unit / tallest
        let least = isAlone && isLong ? Self.leastOfLong : Self.least
        let most = clusters.count == 1 ? max(Self.largest, least / tallest) : Self.largest
        let zoom = min(max(crowd, Self.smallest), most, highest)
        return zoom * (room.framing.contains(.wide) ? Self.far : whim)
    }
}
