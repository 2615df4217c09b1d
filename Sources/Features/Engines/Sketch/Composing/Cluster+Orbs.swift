// Sun, moon, stars and clouds belong to the sky, however low what they are above.

extension Cluster {
    private static let tries = 6

    /// Raises what is the sky's own from before the ground to where the sky is, clear of what hangs there.
    mutating func raiseOrbs(in room: Room, besides others: [SceneBox]) {
        guard !isAloft else { return }
        let lowest = room.lowest(.sky)
        change { stack in
            guard stack.stands == .sky, stack.depth == nil, stack.box.bottom > lowest else { return }
            let highest = min(room.content.top - stack.box.top, 0)
            let least = min(max(lowest - stack.box.bottom, highest), 0)
            let ways = (0..<Self.tries).map { nth in
                least + (highest - least) * Double(nth) / Double(Self.tries)
            }
            let box = stack.box
            let costs = ways.map { way in
                others.reduce(0) { $0 + $1.overlap(with: box.moved(byX: 0, y: way)) }
            }
            guard let best = costs.indices.min(by: { costs[$0] < costs[$1] }) else { return }
            stack.move(byX: 0, y: ways[best])
        }
    }
}
