/// Puts things into what has a room; what has none shows them over its rim.
struct Containing {
    let guests: [Stack]

    /// At least so much of what is inside is seen over the front.
    private static let seen = 0.55
    /// A front that takes less of the room than this is looked through.
    private static let glass = 0.3
    private static let mostGrowth = 1.8
    /// What is this much lower than a ground without room stands in its door.
    private static let low = 0.45

    func load(_ stack: inout Stack, _ dice: inout Dice) {
        guard stack.thing.subject.room != nil else { return show(in: &stack, &dice) }
        let size = Fitting.largest(of: guests)
        let host = stack.thing
        guard let space = space(of: host) else { return }
        let slot = space.width / Double(guests.count)
        let fitting = Fitting(
            max(size.width / (slot * 0.96), size.height / headroom(of: host, space)),
            mostGrowth: Self.mostGrowth
        )
        stack.scale(by: fitting.growth)
        for (place, guest) in guests.enumerated() {
            var guest = guest
            guest.scale(by: fitting.factor)
            settle(&guest, place, in: stack.thing, &dice)
            stack.carry(guest, .inside)
        }
    }

    private func space(of host: Piece) -> SceneBox? {
        host.subject.room.map { host.place($0) }
    }

    private func settle(_ guest: inout Stack, _ place: Int, in host: Piece, _ dice: inout Dice) {
        guard let space = space(of: host) else { return }
        let slot = space.width / Double(guests.count)
        let box = guest.thing.box
        let slack = max(0, slot - box.width) * 0.35
        let middle = space.left + slot * (Double(place) + 0.5) + dice.number(-1...1) * slack
        let rests = guest.isAloft ? box.bottom : guest.foot.y
        guest.move(byX: middle - box.centre.x, y: floor(of: host, space, box) - rests)
    }

    /// The lower edge of the room, or as much higher as something small needs to be seen.
    private func floor(of host: Piece, _ space: SceneBox, _ box: SceneBox) -> Double {
        guard let front = front(of: host) else { return space.bottom }
        let seen = front.top + box.height * (1 - Self.seen)
        return max(min(space.bottom, seen), space.top)
    }

    /// The top of what hides the lower part of the room.
    private func front(of host: Piece) -> SceneBox? {
        let parts = host.subject.posed(host.look.pose).filter(\.isFront)
        let boxes = parts.flatMap(\.shapes).compactMap { shape -> SceneBox? in
            guard case .fill = shape.role else { return nil }
            return shape.outline.bounds
        }
        guard let room = host.subject.room, let largest = boxes.max(by: { $0.area < $1.area }),
            largest.overlap(with: room) > room.area * Self.glass
        else { return nil }
        return host.place(largest)
    }

    /// How tall what is inside may be: as the room below a roof; what is open lets heads look out.
    private func headroom(of host: Piece, _ space: SceneBox) -> Double {
        guard let room = host.subject.room else { return space.height }
        let columns = 9
        let roofed = (0..<columns).count { column in
            let x = room.left + room.width * (Double(column) + 0.5) / Double(columns)
            guard let top = host.subject.skyline.top(from: x, to: x) else { return false }
            return top < room.top - room.height * 0.12
        }
        return roofed * 2 > columns ? space.height : space.height + host.box.height * 0.9
    }

    /// Without a room: on its seat, at the door of what is much higher, else peeking over the rim.
    private func show(in stack: inout Stack, _ dice: inout Dice) {
        let size = Fitting.largest(of: guests)
        let host = stack.thing.box
        guard stack.thing.subject.seat == nil else { return Seating(guests: guests).load(&stack, &dice) }
        guard size.height < host.height * Self.low, stack.stands == .ground
        else { return Seating(guests: guests, sunk: 0.3).load(&stack, &dice) }
        for (place, guest) in guests.enumerated() {
            var guest = guest
            let share = (Double(place) + 0.5) / Double(guests.count) - 0.5
            let x = host.centre.x + (share + dice.number(-0.08...0.08)) * host.width * 0.6
            let y = guest.isAloft ? host.centre.y - guest.box.centre.y : host.bottom + 0.01
            guest.move(byX: x - guest.thing.box.centre.x, y: y)
            stack.carry(guest, .over)
        }
    }
}
