import Kernel

/// Places clusters: as large as there is room for, apart from each other, within the picture.
struct Layout {
    let cast: Cast
    let ties: Ties
    let room: Room
    let seed: Seed

    /// Plans that are tried; with more clusters than `many` it is only one.
    private static let plans = 3
    private static let many = 10

    /// Every cluster in its place, in scene units.
    func placed() -> [Cluster] {
        let isSymmetrical = room.framing.contains(.symmetrical)
        var builder = ClusterBuilder(
            cast: cast,
            ties: ties,
            isSymmetrical: isSymmetrical,
            dice: Dice(seed.number, for: .arranging)
        )
        let built = builder.clusters()
        guard !built.isEmpty else { return [] }
        let clusters = isSymmetrical ? Mirroring.turned(built) : built
        let attempts = (0..<(clusters.count > Self.many ? 1 : Self.plans)).map { number in
            Attempt(clusters, in: room, dice: Dice(seed.number, for: .arranging, 1 + number))
        }
        return attempts.min { $0.cost < $1.cost }?.placed(in: room) ?? []
    }
}
