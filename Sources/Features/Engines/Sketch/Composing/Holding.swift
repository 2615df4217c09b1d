import Foundation

/// Puts things into the hands of who holds them.
struct Holding {
    let guests: [Stack]

    /// How large what is held may be, as a share of its holder's height: long things by their end, others by the middle.
    private static let longest = 0.9
    private static let bulkiest = 0.36
    /// How near the end of a drawing its grip must be for it to be long, as a share of its length.
    private static let end = 0.3
    /// Degrees between what is held in one hand, and over all of it.
    private static let leastFan = 15.0
    private static let mostFan = 150.0
    /// By how many degrees several lean outwards together.
    private static let bunch = 12.0
    /// How far one of several leans inwards at most, to where the face is.
    private static let inwards = 22.0
    /// How things are held so that faces stay free: leant outwards by degrees, smaller.
    private static let ways: [(lean: Double, size: Double)] = [
        (0, 1), (14, 1), (26, 1), (0, 0.8), (20, 0.8), (0, 0.65), (26, 0.65),
    ]

    func load(_ stack: inout Stack) {
        let hands = Self.hands(of: stack.thing)
        for (place, guest) in guests.enumerated() {
            let inHand = guests.indices.filter { $0 % hands.count == place % hands.count }.count
            let nth = Double(place / hands.count) - Double(inHand - 1) / 2
            let grasp = Grasp(hand: hands[place % hands.count], count: inHand, offset: nth)
            stack.carry(held(guest, grasp, by: stack.thing), .over)
        }
    }

    /// Where a thing is held, among how many, and which of them it is: 0 is in their middle.
    private struct Grasp {
        let hand: ScenePoint
        let count: Int
        let offset: Double
    }

    private func held(_ guest: Stack, _ grasp: Grasp, by holder: Piece) -> Stack {
        let (thing, box) = (guest.thing, holder.box)
        let isLong = Self.isLong(thing.subject)
        let most = box.height * (isLong ? Self.longest : Self.bulkiest)
        let crowded = (2 / Double(grasp.count + 1)).squareRoot()
        let fitting = min(1, most * crowded / max(thing.box.height, thing.box.width))
        let outwards = grasp.hand.x < box.centre.x ? -1.0 : 1.0
        let fan = Self.fan(of: grasp.count, thing.box)
        let bunch = grasp.count > 1 ? max(Self.bunch, fan * Double(grasp.count - 1) / 2 - Self.inwards) : 0
        let ways = Self.ways.filter { isLong && grasp.count == 1 || $0.lean == 0 }.map { way in
            var held = guest
            held.scale(by: fitting * way.size)
            held.turn(by: grasp.offset * fan + outwards * (bunch + way.lean))
            held.put(Self.grip(of: thing.subject), at: grasp.hand)
            return held
        }
        guard grasp.count == 1 else { return ways[0] }
        let face = Self.face(of: holder)
        let covered = ways.map { held in face.count { held.thing.covers($0) } }
        return ways.indices.min { covered[$0] < covered[$1] }.map { ways[$0] } ?? guest
    }

    /// Degrees between several in one hand, so that each is seen.
    private static func fan(of count: Int, _ box: SceneBox) -> Double {
        let needed = atan2(box.width, box.height) * 180 / .pi * 0.9
        return min(max(needed, leastFan), mostFan / Double(max(count - 1, 1)))
    }

    /// Points of it that should not be covered.
    private static func face(of holder: Piece) -> [ScenePoint] {
        guard let spot = holder.subject.spot(of: .eyes, in: holder.look.pose) else { return [] }
        let centre = holder.place(spot.centre)
        let steps = (-2...2).map { Double($0) / 2 * spot.radius * holder.scale * 1.2 }
        return steps.flatMap { dx in steps.map { ScenePoint(x: centre.x + dx, y: centre.y + $0) } }
    }

    /// Where a thing is held; what flies by its lower end, as on a string.
    static func grip(of subject: SketchSubject) -> ScenePoint {
        let box = subject.bounds
        return subject.held ?? ScenePoint(x: box.centre.x, y: subject.isAloft ? box.bottom : box.centre.y)
    }

    /// Held near an end: an umbrella, a balloon on its string, a sword.
    private static func isLong(_ subject: SketchSubject) -> Bool {
        let (held, box) = (grip(of: subject), subject.bounds)
        let long = max(box.width, box.height)
        return min(held.y - box.top, box.bottom - held.y) < box.height * end && box.height > long * 0.8
            || min(held.x - box.left, box.right - held.x) < box.width * end && box.width > long * 0.8
    }

    /// In the holder's pose; a drawing without hands holds things before it.
    static func hands(of holder: Piece) -> [ScenePoint] {
        let spots = holder.subject.spots(of: .hand, in: holder.look.pose)
        if !spots.isEmpty { return spots.map { holder.place($0.centre) } }
        let box = holder.subject.bounds
        let side = holder.subject.faces == .right ? 0.72 : 0.28
        return [holder.place(ScenePoint(x: box.left + box.width * side, y: box.top + box.height * 0.62))]
    }
}
