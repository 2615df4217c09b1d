/// Puts clusters in their relation to a ground that stands already.
struct Relating {
    /// Which of several figures with the same relation.
    struct Share {
        let index: Int
        let count: Int

        /// From -1 to 1, evenly; 0 for one alone.
        var offset: Double { count > 1 ? Double(index) / Double(count - 1) * 2 - 1 : 0 }
    }

    var cluster: Cluster
    let ground: Int
    var dice: Dice

    /// Between things that stand side by side.
    private static let gap = 0.035
    /// How tall something under a tree is at most, as a share of the tree.
    static let covered = 0.48
    static let mostGrowth = 3.2

    /// The ground's own drawings, without what is attached already.
    var grounds: [Piece] { cluster.pieces.filter { $0.role == ground } }

    var groundBox: SceneBox {
        Cluster(pieces: grounds, stands: cluster.stands).box
    }

    init(cluster: Cluster, ground: Int, dice: Dice) {
        self.cluster = cluster
        self.ground = ground
        self.dice = dice
    }

    mutating func attach(_ figure: Cluster, of role: Int, _ relation: Relation, _ share: Share) {
        switch relation {
        case .on: seat(figure, role, share, sunk: 0)
        case .inside: goInside(figure, role, share)
        case .under: goUnder(figure, share)
        case .above: goAbove(figure, share)
        case .beside:
            append(figure, onSide: share.count > 1 ? (share.index.isMultiple(of: 2) ? 1 : -1) : dice.sign())
        case .behind: goBehind(figure, share)
        case .inFront: goInFront(figure, share)
        case .between: goBetween(figure, share)
        }
    }

    /// Beside everything that is there, at the same level.
    mutating func append(_ figure: Cluster, onSide side: Double) {
        var figure = figure
        let (box, own) = (cluster.box, figure.box)
        let x = side > 0 ? box.right + Self.gap - own.left : box.left - Self.gap - own.right
        let ground = groundBox
        let isLevel = figure.isAloft == cluster.isAloft
        let y = isLevel ? dice.number(-0.012...0.012) : ground.top + ground.height * 0.25 - own.centre.y
        figure.move(byX: x, y: figure.isAloft && cluster.isAloft ? ground.centre.y - own.centre.y : y)
        add(figure, order: cluster.highestOrder)
    }

    private mutating func goAbove(_ figure: Cluster, _ share: Share) {
        var figure = figure
        let (box, own) = (cluster.box, figure.box)
        let x = box.centre.x + share.offset * own.width * 0.7 + dice.number(-0.12...0.12) * box.width
        let gap = 0.03 + (figure.stands == .sky ? dice.number(0.04...0.12) : dice.number(0.0...0.04))
        figure.move(byX: x - own.centre.x, y: box.top - gap - own.bottom)
        add(figure, order: cluster.lowestOrder)
    }

    private mutating func goBehind(_ figure: Cluster, _ share: Share) {
        var figure = figure
        figure.scale(by: 0.94)
        let (box, own) = (groundBox, figure.box)
        let shows = own.height > box.height * 1.3
        let side = share.count > 1 ? (share.index.isMultiple(of: 2) ? 1.0 : -1.0) : dice.sign()
        // At least half of it must be seen beside what it stands behind.
        let x = shows ? side * box.width * 0.18 : side * (box.width / 2 + own.width * 0.02)
        figure.move(byX: box.centre.x + x - own.centre.x, y: -0.06 - 0.02 * Double(share.index))
        add(figure, order: cluster.lowestOrder - 2)
    }

    private mutating func goInFront(_ figure: Cluster, _ share: Share) {
        var figure = figure
        let (box, own) = (groundBox, figure.box)
        let isSmall = own.height < box.height * 0.62 && own.width < box.width
        let side = share.count > 1 ? share.offset : dice.sign()
        let x = isSmall ? side * box.width * 0.24 : side * (box.width * 0.42 + own.width * 0.12)
        figure.move(byX: box.centre.x + x - own.centre.x, y: 0.07 + 0.02 * Double(share.index))
        add(figure, order: cluster.highestOrder + 1)
    }

    private mutating func goBetween(_ figure: Cluster, _ share: Share) {
        guard grounds.count > 1 else { return append(figure, onSide: dice.sign()) }
        var figure = figure
        let (box, own) = (groundBox, figure.box)
        let x = box.centre.x + share.offset * own.width * 0.55
        figure.move(byX: x - own.centre.x, y: 0.015)
        add(figure, order: cluster.highestOrder + 0.5)
    }

    mutating func add(_ figure: Cluster, order: Double) {
        var figure = figure
        figure.raiseOrder(by: order - figure.lowestOrder + 0.01)
        cluster.pieces += figure.pieces
    }
}
