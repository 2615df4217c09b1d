/// Puts things onto the heads, eyes, necks and backs of who wears them.
struct Wearing {
    /// What was said of the size of each.
    let sizes: [Double]

    /// Of the width of a head, for things that are not made to be worn.
    private static let width = 1.05
    /// Of the wearer's height: no scarf hides a penguin.
    private static let tallest = 0.55
    private static let sizes = 0.75...1.5
    /// How far the next hat is pulled over the last one.
    private static let overlap = 0.3

    func load(_ guests: [Stack], onto stack: inout Stack) {
        var worn: [SketchSubject.Anchor: SceneBox] = [:]
        for (guest, size) in zip(guests, sizes) {
            let anchor = guest.thing.subject.worn?.anchor ?? .head
            var spot = Crown(of: stack.thing).spot(of: anchor)
            if let last = worn[anchor] { spot.centre = Self.next(after: last, on: anchor, spot.centre) }
            let bounded = min(max(size, Self.sizes.lowerBound), Self.sizes.upperBound)
            let dressed = Self.dressed(guest, at: spot, size: bounded)
            worn[anchor] = dressed.thing.box
            stack.carry(dressed, anchor == .back ? .behind : .over)
        }
    }

    private static func dressed(_ guest: Stack, at spot: Crown.Spot, size: Double) -> Stack {
        var guest = guest
        let thing = guest.thing
        if let worn = thing.subject.worn {
            let fitting = spot.radius * 2 / (worn.span * thing.scale) * size
            let isLoose = worn.anchor == .head || worn.anchor == .back
            let most = isLoose ? .infinity : spot.height * tallest / thing.box.height
            guest.scale(by: min(fitting, most))
            guest.turn(by: spot.turn)
            guest.put(worn.at, at: spot.centre)
            return guest
        }
        let box = thing.subject.bounds
        let width = spot.radius * 2 * width / thing.box.width
        guest.scale(by: min(width, spot.height * tallest / thing.box.height) * size)
        guest.put(ScenePoint(x: box.centre.x, y: box.bottom - box.height * 0.06), at: spot.centre)
        return guest
    }

    /// Where a second one goes.
    private static func next(
        after last: SceneBox,
        on anchor: SketchSubject.Anchor,
        _ centre: ScenePoint
    ) -> ScenePoint {
        switch anchor {
        case .head: ScenePoint(x: centre.x, y: last.top + last.height * overlap)
        case .neck: ScenePoint(x: centre.x, y: centre.y + last.height * 0.5)
        case .eyes: ScenePoint(x: centre.x, y: centre.y - last.height * 0.9)
        case .hand, .back: centre
        }
    }
}
