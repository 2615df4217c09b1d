/// Seats things on what carries them: in its seat, or where its outline is high and level.
struct Seating {
    let guests: [Stack]
    /// How deep they sink in, as a share of their height, and are painted before.
    var sunk = 0.0

    /// How much of the ground's width and height its guests may take.
    private static let widest = 0.92
    private static let widestInSeat = 1.1
    private static let tallest = 1.3
    /// Of a table, what is on it.
    private static let served = 0.4
    /// Of what is ridden in or lived in.
    private static let aboard = 0.75

    func load(_ stack: inout Stack, _ dice: inout Dice) {
        let size = Fitting.largest(of: guests)
        let host = stack.thing.box
        let width = host.width * (stack.thing.subject.seat == nil ? Self.widest : Self.widestInSeat)
        let needed = max(
            size.width * Double(guests.count) / width,
            size.height / (host.height * tallest(on: stack.thing.subject))
        )
        let fitting = Fitting(needed)
        stack.scale(by: fitting.growth)
        for (place, guest) in guests.enumerated() {
            var guest = guest
            guest.scale(by: fitting.factor)
            seat(&guest, place, on: stack.thing, &dice)
            stack.carry(guest, sunk > 0 ? .behind : .over)
        }
    }

    /// How tall guests may be: an apple is no larger than its table, nobody larger than their ship.
    private func tallest(on ground: SketchSubject) -> Double {
        let isServed = guests.allSatisfy {
            [.food, .object, .clothing, .plant].contains($0.thing.subject.kind)
        }
        switch ground.kind {
        case .furniture where isServed: return Self.served
        case .vehicle where ground.seat == nil, .building: return Self.aboard
        default: return Self.tallest
        }
    }

    private func seat(_ guest: inout Stack, _ place: Int, on host: Piece, _ dice: inout Dice) {
        let box = guest.thing.box
        let spot = Seat(of: host, width: box.width * 0.5).spot(place, of: guests.count, &dice)
        let rests = guest.stands == .ground || guest.stands == .water ? guest.foot.y : box.bottom
        guest.move(byX: spot.x - guest.foot.x, y: spot.y + sunk * box.height - rests)
    }
}

/// How a ground and its guests come to fit each other: one grows a little, the others shrink for the rest.
struct Fitting {
    private static let mostGrowth = 1.6

    let growth: Double
    let factor: Double

    /// For guests that are so many times too large.
    init(_ needed: Double, mostGrowth: Double = Self.mostGrowth) {
        growth = needed > 1 ? min(needed.squareRoot(), mostGrowth) : 1
        factor = needed > 1 ? growth / needed : 1
    }

    static func largest(of guests: [Stack]) -> (width: Double, height: Double) {
        let boxes = guests.map(\.thing.box)
        return (boxes.map(\.width).max() ?? 1, boxes.map(\.height).max() ?? 1)
    }
}
