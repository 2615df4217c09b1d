/// Where somebody wears things, in the lengths of what they stand among.
struct Crown {
    struct Spot {
        var centre: ScenePoint
        /// Half of what `worn` measures itself by.
        let radius: Double
        /// Degrees clockwise.
        let turn: Double
        /// Of the wearer.
        let height: Double
    }

    private static let columns = 32
    /// How far below the highest point a head still reaches, ears and all.
    private static let depth = 0.17
    private static let widths = 0.2...0.6

    let wearer: Piece

    init(of wearer: Piece) {
        self.wearer = wearer
    }

    /// The anchor in the wearer's pose; on the top of the head where the drawing has none of that name.
    func spot(of anchor: SketchSubject.Anchor) -> Spot {
        let subject = wearer.subject
        for name in [anchor, .head] {
            guard let spot = subject.spot(of: name, in: wearer.look.pose) else { continue }
            return Spot(
                centre: wearer.place(spot.centre),
                radius: spot.radius * wearer.scale,
                turn: wearer.turn + (wearer.isFlipped ? -spot.turn : spot.turn),
                height: wearer.box.height
            )
        }
        let (centre, width) = top()
        return Spot(
            centre: wearer.place(centre),
            radius: width / 2 * wearer.scale,
            turn: wearer.turn,
            height: wearer.box.height
        )
    }

    /// The middle of what reaches highest, and its width, in the view box.
    private func top() -> (ScenePoint, Double) {
        let box = wearer.subject.bounds
        let step = box.width / Double(Self.columns)
        let xs = (0..<Self.columns).map { box.left + (Double($0) + 0.5) * step }
        let tops = xs.map { wearer.subject.skyline.top(from: $0, to: $0) ?? box.bottom }
        let highest = tops.min() ?? box.top
        let high = xs.indices.filter { tops[$0] < highest + box.height * Self.depth }
        let peak = xs.indices.min { tops[$0] < tops[$1] } ?? 0
        // Both ears belong to the head, the tip of a tail does not.
        let near = high.filter { abs(xs[$0] - xs[peak]) < box.width * 0.4 }
        let (first, last) = (xs[near.first ?? peak], xs[near.last ?? peak])
        let middle = (first + last) / 2
        let y = wearer.subject.skyline.top(from: middle, to: middle) ?? highest
        let width = min(
            max(last - first, box.width * Self.widths.lowerBound),
            box.width * Self.widths.upperBound
        )
        return (ScenePoint(x: middle, y: min(y, highest + box.height * Self.depth)), width)
    }
}
