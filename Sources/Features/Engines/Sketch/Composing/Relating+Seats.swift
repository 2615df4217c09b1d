// On, in and under: what rests in or below its ground.

extension Relating {
    /// Each copy finds a seat of its own, where the ground's outline is high and level.
    mutating func seat(_ figure: Cluster, _ role: Int, _ share: Share, sunk: Double) {
        let own = figure.pieces.filter { $0.role == role }
        let seats = grounds.sorted { $0.copy < $1.copy }
        guard let sample = own.first?.box, !seats.isEmpty else { return }
        let perSeat = (own.count * share.count + seats.count - 1) / seats.count
        let room = (seats.map(\.box.width).min() ?? 1) * 0.92 / Double(perSeat)
        let tallest = (seats.map(\.box.height).max() ?? 1) * 1.25
        let factor = min(1, room / sample.width, tallest / sample.height)
        for (place, piece) in own.enumerated() {
            let nth = share.index * own.count + place
            let seat = seats[nth % seats.count]
            let spot = Seat(of: seat, width: sample.width * factor * 0.5)
                .spot(nth / seats.count, of: perSeat, &dice)
            let target = ScenePoint(x: spot.x, y: spot.y + sunk * sample.height * factor)
            bring(figure, piece, to: target, factor, isFirst: place == 0)
        }
    }

    /// Moves one copy to its place; what hangs on the figure goes with the first.
    private mutating func bring(
        _ figure: Cluster,
        _ piece: Piece,
        to target: ScenePoint,
        _ factor: Double,
        isFirst: Bool
    ) {
        var part = figure
        part.pieces = figure.pieces.filter { other in
            other.role == piece.role ? other.copy == piece.copy : isFirst
        }
        part.move(byX: -piece.foot.x, y: -piece.foot.y)
        part.scale(by: factor)
        let lowest = piece.subject.stands == .sky || piece.subject.stands == .float ? part.box.bottom : 0
        part.move(byX: target.x, y: target.y - lowest)
        add(part, order: cluster.highestOrder)
    }

    mutating func goInside(_ figure: Cluster, _ role: Int, _ share: Share) {
        let (box, own) = (groundBox, figure.box)
        guard own.height < box.height * 0.7, grounds.first?.subject.seat == nil, cluster.stands == .ground
        else {
            let before = cluster.pieces.count
            seat(figure, role, share, sunk: 0.3)
            // Seen over the rim: painted before what it sits in.
            for place in before..<cluster.pieces.count { cluster.pieces[place].order -= 50 }
            return
        }
        var figure = figure
        let side = share.count > 1 ? share.offset : dice.number(-0.6...0.6)
        let y = figure.isAloft ? box.top + box.height * 0.3 - own.centre.y : 0.02
        figure.move(byX: box.centre.x + side * box.width * 0.3 - own.centre.x, y: y)
        add(figure, order: cluster.highestOrder)
    }

    /// Below what spreads over it; what is too low for that is made larger.
    mutating func goUnder(_ figure: Cluster, _ share: Share) {
        var figure = figure
        if cluster.stands == .water || cluster.isAloft {
            let (box, own) = (cluster.box, figure.box)
            figure.move(byX: box.centre.x - own.centre.x, y: box.bottom + 0.02 - own.top)
            return add(figure, order: cluster.highestOrder)
        }
        let needed = figure.box.height / Self.covered
        cluster.scale(by: min(max(needed / groundBox.height, 1), Self.mostGrowth))
        figure.scale(by: min(groundBox.height / needed, 1))
        let (box, own) = (groundBox, figure.box)
        let side = share.count > 1 ? share.offset : dice.sign()
        figure.move(byX: box.centre.x + side * box.width * 0.2 - own.centre.x, y: 0.02)
        add(figure, order: cluster.highestOrder + 0.5)
    }
}
