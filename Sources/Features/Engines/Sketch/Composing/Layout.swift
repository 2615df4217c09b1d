import Foundation
import Kernel

/// Places clusters: as large as there is room for, apart from each other, within the picture.
struct Layout {
    let cast: Cast
    let claims: [Reading.Claim]
    let room: Room

    /// A cluster in its place, in scene units.
    struct PlacedCluster {
        var cluster: Cluster
        /// Its foot's y; what is nearer is painted later.
        let order: Double
    }

    private static let tries = 7
    /// Of a thing that is alone, as a share of the unit.
    private static let least = 0.26
    /// Each try is so much smaller than the one before.
    private static let shrinking = 0.87
    /// How much of the smaller of two boxes may be hidden.
    private static let acceptable = 0.16

    func placed(seed: Seed) -> [PlacedCluster] {
        let dice = Dice(seed.number, for: .arranging)
        let aspect = room.content.width / room.content.height
        var builder = ClusterBuilder(cast: cast, claims: claims, aspect: aspect, dice: dice)
        let clusters = builder.clusters()
        guard !clusters.isEmpty else { return [] }
        var best: (cost: Double, placed: [PlacedCluster])?
        var shaking = Dice(seed.number, for: .arranging)
        var zoom = zoom(for: clusters) * shaking.number(0.86...1.06)
        for attempt in 0..<Self.tries {
            var placement = Placement(room: room, dice: Dice(seed.number, for: .arranging, attempt + 1))
            let placed = placement.place(clusters, zoom: zoom)
            let cost = Self.worstOverlap(placed)
            if cost < (best?.cost ?? .infinity) - 0.01 { best = (cost, placed) }
            if cost <= Self.acceptable { break }
            zoom *= Self.shrinking
        }
        return (best?.placed ?? []).sorted { $0.order < $1.order }
    }

    /// Few things are shown large, many small.
    private func zoom(for clusters: [Cluster]) -> Double {
        let boxes = clusters.map(\.box)
        let covered = clusters.reduce(0) { sum, cluster in
            // What stands in rows covers less than each by itself, what is stacked less than its box.
            sum + min(cluster.box.area, cluster.pieces.reduce(0) { $0 + $1.box.area * 1.1 })
        }
        let area = min(max(room.area, 0.5), 2.6)
        let crowd =
            clusters.count == 1 && boxes[0].height < 0.11
            ? .infinity : pow(0.3 * area / max(covered, 0.001), 0.45)
        let tallest = boxes.map(\.height).max() ?? 1
        let highest = 0.84 * room.content.height / room.canvas.unit / tallest
        let largest = clusters.count == 1 ? max(2.3, Self.least / tallest) : 2.3
        return min(max(crowd, 0.35), largest, highest)
    }

    private static func worstOverlap(_ placed: [PlacedCluster]) -> Double {
        var worst = 0.0
        for (place, first) in placed.enumerated() {
            for second in placed[(place + 1)...] {
                worst = max(worst, Placement.overlap(of: first.cluster, second.cluster))
            }
        }
        return worst
    }
}
