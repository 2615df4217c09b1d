// Under, above, behind, in front: where a place is chosen so that both can still be seen.

extension Relating {
    /// How tall something under a tree is at most, as a share of the tree.
    static let covered = 0.48
    private static let mostGrowth = 3.2
    /// How much of what is behind is hidden, and how much of what something stands in front of.
    private static let hidden = 0.35
    private static let masked = 0.2
    private static let tries = 14

    /// Makes what spreads over others large enough, and them no larger than that allows.
    mutating func cover(_ stacks: [Stack], with ground: Int) {
        guard !cluster.isAloft, cluster.stands != .water else { return }
        let box = cluster.box(of: ground)
        let tallest = stacks.map(\.box.height).max() ?? 0
        let width = stacks.reduce(0) { $0 + $1.box.width }
        let needed = max(tallest / Self.covered / box.height, width / (box.width * 1.25))
        grow(by: min(max(needed, 1), Self.mostGrowth))
    }

    mutating func goUnder(_ stack: Stack, _ ground: Int, _ berth: Berth) {
        var stack = stack
        let box = berth.ground
        guard !cluster.isAloft, cluster.stands != .water else {
            let x = box.centre.x - stack.box.centre.x + berth.offset * stack.box.width * 0.6
            return settle(stack, at: [ScenePoint(x: x, y: box.bottom + 0.02 - stack.box.top)])
        }
        stack.scale(by: min(box.height * Self.covered / stack.box.height, 1))
        let hand = isSymmetrical ? 1 : berth.hand
        let width = min(Double(berth.count) * stack.box.width * 1.1, box.width * 1.2) - stack.box.width
        let spots = (0..<8).map { nth in
            let aside = berth.count > 1 ? hand * berth.offset * width / 2 : hand * box.width * 0.2
            let x = box.centre.x - stack.box.centre.x + aside + jitter(-0.04...0.04) * box.width
            return ScenePoint(x: x, y: 0.012 + jitter(0...0.02) * Double(nth))
        }
        settle(stack, at: spots, Cover(ground: ground, most: 1))
    }

    mutating func goAbove(_ stack: Stack, _ berth: Berth) {
        var stack = stack
        stack.isRaised = !stack.isAloft || stack.isRaised
        let (box, own) = (berth.ground, stack.box)
        let spread = max(box.width * 0.12, own.width * 0.62 * Double(min(berth.count, 5) - 1))
        let far = stack.stands == .sky ? 0.05...0.12 : 0.015...0.05
        let spots = (0..<10).map { nth in
            let x = box.centre.x - own.centre.x + berth.offset * spread + jitter(-0.1...0.1) * box.width
            let y = box.top - jitter(far) - Double(nth) * own.height * 0.13 - own.bottom
            return ScenePoint(x: x + stack.foot.x, y: y + stack.foot.y)
        }
        settle(stack, at: spots)
    }

    /// To either side, so far that enough of it looks out; what is much taller looks over it.
    mutating func goBehind(_ stack: Stack, _ ground: Int, _ berth: Berth) {
        var stack = stack
        stack.scale(by: 0.95)
        let (box, own) = (berth.ground, stack.box)
        let side = side(berth)
        let rises = own.height > box.height * 1.3 && berth.count == 1
        let start = rises ? box.width * 0.12 : box.width / 2 - own.width * 0.3
        let step = rises ? box.width * 0.05 : own.width * 0.09
        let back = max(0.035, min(own.height, box.height) * 0.16)
        let spots = (0..<Self.tries).flatMap { nth -> [ScenePoint] in
            let aside = start + step * Double(nth + berth.place / 2 * 6)
            let y = -back * (1 + Double(nth) * 0.08 + Double(berth.place) * 0.1)
            return [side, -side].map { ScenePoint(x: box.centre.x - own.centre.x + $0 * aside, y: y) }
        }
        settleAt(spots, stack, ground, Self.hidden, behind: true)
    }

    /// What is small goes before it, what is large so far to a side that both are seen; many in rows.
    mutating func goInFront(_ stack: Stack, _ ground: Int, _ berth: Berth) {
        let (box, own) = (berth.ground, stack.box)
        let isSmall = own.height < box.height * 0.62 && own.width < box.width
        let fore = max(0.04, own.height * 0.16)
        let middle = box.centre.x - own.centre.x
        guard berth.count < 3 else {
            let spread = min(max(box.width * 0.4, Double(berth.count - 1) * own.width * 0.56), box.width)
            let spots = (0..<Self.tries).map { nth in
                let x = middle + berth.offset * spread + jitter(-0.06...0.06) * own.width * Double(nth)
                let row = Double(nth / 4) * own.height * 0.4 + jitter(0...0.5) * fore
                return ScenePoint(x: x, y: fore + row)
            }
            return settleAt(spots, stack, ground, Self.masked, behind: false)
        }
        let side = side(berth)
        let start = box.width * (isSmall ? 0.2 : 0.36)
        let spots = (0..<Self.tries).flatMap { nth -> [ScenePoint] in
            let aside = start + Double(nth) * own.width * 0.09
            let y = fore * (1 + Double(nth) * 0.08 + Double(berth.place) * 0.15)
            return [side, -side].map { ScenePoint(x: middle + $0 * aside, y: y) }
        }
        settleAt(spots, stack, ground, Self.masked, behind: false)
    }

    /// What flies keeps its height, beside a rising edge, and is painted before or after the ground.
    private mutating func settleAt(
        _ spots: [ScenePoint],
        _ stack: Stack,
        _ ground: Int,
        _ most: Double,
        behind: Bool
    ) {
        let cover = Cover(ground: ground, most: most)
        guard stack.isAloft || cluster.isAloft else { return settle(stack, at: spots, cover) }
        let box = cluster.box(of: ground)
        let feet = cluster.things(of: ground).map(\.foot.y)
        let level = box.top + box.height * (behind ? 0.12 : 0.4) - stack.box.centre.y
        settle(
            stack,
            at: spots.map { ScenePoint(x: $0.x, y: stack.foot.y + level) },
            cover,
            depth: behind ? (feet.min() ?? 0) - 0.001 : (feet.max() ?? 0) + 0.001
        )
    }
}
