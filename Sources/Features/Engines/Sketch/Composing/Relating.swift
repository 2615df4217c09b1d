/// Puts stacks in their relation to a ground that stands already.
///
/// For each it tries several places that the relation allows, and takes the one that is clearest of everything else.
struct Relating {
    private(set) var cluster: Cluster
    var dice: Dice
    let isSymmetrical: Bool
    /// Of the stacks of the cluster.
    private var shades: [Shade] = []

    /// Between things that stand side by side, as a share of the unit and of the narrower of them.
    private static let gap = (unit: 0.035, share: 0.16)
    /// Side by side between two grounds.
    static let mostBetween = 4

    /// The copies of the first ground, apart from each other by `gap` in their middle if it is not 0.
    init(_ stacks: [Stack], gap: Double, isSymmetrical: Bool, dice: Dice) {
        cluster = Cluster(stacks[0])
        self.dice = dice
        self.isSymmetrical = isSymmetrical
        let rows = Rows(stacks, gap: gap, isSymmetrical: isSymmetrical).placed(&self.dice)
        cluster = rows.dropFirst().reduce(into: Cluster(rows[0])) { $0.add($1) }
        shades = cluster.stacks.map { Shade(profile: Profile(of: $0.pieces, in: $0.box)) }
    }

    mutating func attach(
        _ stacks: [Stack],
        _ relation: Relation,
        to ground: Int,
        _ isTouching: Bool = false
    ) {
        if relation == .under { cover(stacks, with: ground) }
        let hand = dice.sign()
        for (place, stack) in stacks.enumerated() {
            let berth = Berth(
                ground: cluster.box(of: ground),
                everything: cluster.box,
                place: place,
                count: stacks.count,
                hand: hand,
                isTouching: isTouching
            )
            switch relation {
            case .under: goUnder(stack, ground, berth)
            case .above: goAbove(stack, berth)
            case .behind: goBehind(stack, ground, berth)
            case .inFront: goInFront(stack, ground, berth)
            case .between: goBetween(stack, ground, berth)
            case .beside, .on, .inside, .heldBy, .wornBy: goBeside(stack, ground, berth)
            }
        }
    }

    /// What a place is looked for by.
    struct Berth {
        let ground: SceneBox
        let everything: SceneBox
        /// Which of how many.
        let place: Int
        let count: Int
        /// 1 or -1: on which side the first of them is.
        let hand: Double
        let isTouching: Bool

        /// From -1 to 1, evenly; 0 for one alone.
        var offset: Double { count > 1 ? Double(place) / Double(count - 1) * 2 - 1 : 0 }
        var isEven: Bool { place.isMultiple(of: 2) }
    }

    /// A number of the range, its middle in symmetrical pictures.
    mutating func jitter(_ range: ClosedRange<Double>) -> Double {
        isSymmetrical ? (range.lowerBound + range.upperBound) / 2 : dice.number(range)
    }

    func side(_ berth: Berth) -> Double {
        let hand = isSymmetrical ? 1 : berth.hand
        return berth.isEven ? hand : -hand
    }

    // MARK: Finding a place

    /// How a stack covers its ground, or is covered by it, as far as its relation wants it.
    struct Cover {
        let ground: Int
        /// The most of the farther one that is hidden.
        let most: Double
    }

    /// Moves the stack to the best of some places for its foot, and adds it.
    ///
    /// `depth` is the y that it is painted by where that is not its foot's.
    mutating func settle(
        _ stack: Stack,
        at spots: [ScenePoint],
        _ cover: Cover? = nil,
        depth: Double? = nil
    ) {
        let shade = Shade(profile: Profile(of: stack.pieces, in: stack.box))
        let costs = spots.enumerated().map { rank, spot in
            cost(of: shade, moved: spot - stack.foot, cover) + Double(rank) * 0.015
        }
        guard let best = costs.indices.min(by: { costs[$0] < costs[$1] }) else { return }
        var stack = stack
        stack.move(byX: spots[best].x - stack.foot.x, y: spots[best].y - stack.foot.y)
        stack.depth = depth
        add(stack)
    }

    private func cost(of shade: Shade, moved: ScenePoint, _ cover: Cover?) -> Double {
        let here = Shade(profile: shade.profile, origin: moved)
        return zip(cluster.stacks, shades).reduce(0) { sum, other in
            let (stack, theirs) = other
            let shared = here.overlap(with: theirs)
            guard shared > 0 else { return sum }
            guard let cover, cover.ground == stack.role else {
                return sum + shared / max(min(here.area, theirs.area), 0.000_001) * 4
            }
            let farther = stack.foot.y < moved.y ? theirs : here
            return sum + max(0, shared / max(farther.area, 0.000_001) - cover.most) * 6
        }
    }

    mutating func add(_ stack: Stack) {
        shades.append(Shade(profile: Profile(of: stack.pieces, in: stack.box)))
        cluster.add(stack)
    }

    /// Makes everything that is there larger.
    mutating func grow(by factor: Double) {
        guard factor != 1 else { return }
        cluster.scale(by: factor)
        shades = cluster.stacks.map { Shade(profile: Profile(of: $0.pieces, in: $0.box)) }
    }
}

// MARK: - Side by side

extension Relating {
    static func gap(_ one: SceneBox, _ two: SceneBox) -> Double {
        min(gap.unit, gap.share * min(one.width, two.width))
    }

    private mutating func goBeside(_ stack: Stack, _ ground: Int, _ berth: Berth) {
        let side = side(berth)
        let isLevel = stack.isAloft == cluster.isAloft
        let box = berth.ground
        let y =
            !isLevel || stack.isAloft
            ? box.top + box.height * (isLevel ? 0.5 : 0.25) - stack.box.centre.y
            : jitter(-0.014...0.014)
        let gap = berth.isTouching ? -0.04 * stack.box.width : Self.gap(stack.box, box)
        let own = stack.box
        let spots = [(side, box), (-side, box), (side, berth.everything), (-side, berth.everything)].map {
            side,
            box in
            let x = side > 0 ? box.right + gap - own.left : box.left - gap - own.right
            return ScenePoint(x: x, y: y)
        }
        settle(stack, at: spots)
    }

    /// Goes on to the side that the last one went to.
    mutating func extend(_ stacks: [Stack]) {
        for stack in stacks {
            let last = cluster.stacks.last?.foot.x ?? 1
            let (box, own) = (cluster.box, stack.box)
            let gap = Self.gap(own, box)
            let x = last >= 0 ? box.right + gap - own.left : box.left - gap - own.right
            settle(stack, at: [ScenePoint(x: x, y: jitter(-0.014...0.014))])
        }
    }

    /// In the middle, several side by side, the rest in rows before them.
    private mutating func goBetween(_ stack: Stack, _ ground: Int, _ berth: Berth) {
        guard cluster.things(of: ground).count > 1 else { return goBeside(stack, ground, berth) }
        let (box, own) = (berth.ground, stack.box)
        let inRow = min(berth.count, Self.mostBetween)
        let first = box.centre.x - own.centre.x - Double(inRow - 1) / 2 * own.width * 1.08
        let y = stack.isAloft ? box.centre.y - own.centre.y : 0.015
        let rows = (berth.count + inRow - 1) / inRow
        let spots = (0..<rows).flatMap { row in
            (0..<inRow).map { column in
                let x = first + Double(column) * own.width * 1.08 + jitter(-0.03...0.03) * own.width
                return ScenePoint(x: x, y: y + Double(row) * own.height * 0.75 + jitter(0...0.02))
            }
        }
        settle(stack, at: spots)
    }
}
