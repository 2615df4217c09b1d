/// A thing with all that it carries: what rests on it, in it, in its hand and on its head.
struct Stack {
    /// In the order that they are painted in.
    private(set) var pieces: [Piece]
    private var base = 0
    let stands: SketchSubject.Stand
    /// In the air by what was said of it, though it belongs on the ground.
    var isRaised = false
    /// Said to be behind or in front of something: the y that it is painted by.
    var depth: Double?
    private(set) var box: SceneBox

    init(_ piece: Piece, stands: SketchSubject.Stand) {
        pieces = [piece]
        self.stands = stands
        box = piece.box
    }

    /// The thing itself.
    var thing: Piece { pieces[base] }
    var role: Int { thing.key.role }
    var foot: ScenePoint { thing.foot }
    var isAloft: Bool { stands == .sky || stands == .float || isRaised }

    /// Whether it touches the ground or the water.
    var isGrounded: Bool { !isAloft }

    /// 1 when it looks to the right, -1 to the left; nil where that cannot be told, or changed.
    var looks: Double? {
        guard thing.subject.mirror, let faces = thing.subject.faces else { return nil }
        return (faces == .right) == thing.isFlipped ? -1 : 1
    }

    mutating func move(byX dx: Double, y dy: Double) {
        for place in pieces.indices { pieces[place].move(byX: dx, y: dy) }
        box = box.moved(byX: dx, y: dy)
        depth = depth.map { $0 + dy }
    }

    /// Changes the size of everything about 0, 0.
    mutating func scale(by factor: Double) {
        guard factor != 1 else { return }
        for place in pieces.indices { pieces[place].scale(by: factor) }
        box = box.scaled(by: factor)
        depth = depth.map { $0 * factor }
    }

    /// Changes the thing's own drawing, before it carries anything.
    mutating func turn(by degrees: Double) {
        guard pieces.count == 1 else { return }
        pieces[base].turn = degrees
        box = pieces[base].box
    }

    /// Moves all of it so that a point of the thing's view box lies there.
    mutating func put(_ point: ScenePoint, at target: ScenePoint) {
        let here = thing.place(point)
        move(byX: target.x - here.x, y: target.y - here.y)
    }

    /// Takes on what it carries.
    mutating func carry(_ guest: Stack, _ place: Place) {
        var guests = guest.pieces
        switch place {
        case .over: pieces += guests
        case .behind:
            pieces = guests + pieces
            base += guests.count
        case .inside:
            for index in guests.indices where guests[index].container == nil {
                guests[index].container = thing.key
            }
            pieces += guests
        }
        box = box.union(guest.box)
    }

    enum Place {
        /// Painted after everything that is there already.
        case over
        /// Painted before.
        case behind
        /// Painted before the front of the thing.
        case inside
    }

    /// As seen in a mirror that stands on 0, 0; a drawing that must not be flipped stays as it is.
    func mirrored() -> Stack {
        guard thing.subject.mirror else { return shifted() }
        var other = self
        for index in pieces.indices {
            other.pieces[index].foot.x = -pieces[index].foot.x
            other.pieces[index].turn = -pieces[index].turn
            if pieces[index].subject.mirror { other.pieces[index].isFlipped.toggle() }
        }
        other.box = SceneBox(left: -box.right, top: box.top, right: -box.left, bottom: box.bottom)
        return other
    }

    /// The same, made of another copy's pieces.
    func mirrored(as copy: Stack) -> Stack {
        guard copy.pieces.count == pieces.count else { return copy }
        var other = mirrored()
        for index in pieces.indices {
            other.pieces[index].key = copy.pieces[index].key
            other.pieces[index].container = copy.pieces[index].container
        }
        return other
    }

    private func shifted() -> Stack {
        var other = self
        other.move(byX: -2 * foot.x, y: 0)
        return other
    }
}
