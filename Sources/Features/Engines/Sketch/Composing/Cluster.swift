/// Things whose places depend on each other, set out around one that rests at 0, 0.
struct Cluster {
    var pieces: [Piece]
    let stands: SketchSubject.Stand

    /// Around everything in it.
    var box: SceneBox {
        pieces.dropFirst().reduce(pieces.first?.box ?? SceneBox(left: 0, top: 0, right: 0, bottom: 0)) {
            $0.union($1.box)
        }
    }

    /// The y of the copy of the first thing that stands farthest back.
    var farthestFoot: Double {
        let role = pieces.first { $0.foot == .zero }?.role ?? pieces.first?.role
        return pieces.filter { $0.role == role }.map(\.foot.y).min() ?? 0
    }

    var isAloft: Bool { stands == .sky || stands == .float }

    mutating func move(byX dx: Double, y dy: Double) {
        for place in pieces.indices {
            pieces[place].foot.x += dx
            pieces[place].foot.y += dy
        }
    }

    /// Changes the size of everything about 0, 0.
    mutating func scale(by factor: Double) {
        for place in pieces.indices {
            pieces[place].foot = pieces[place].foot * factor
            pieces[place].height *= factor
        }
    }

    mutating func raiseOrder(by step: Double) {
        for place in pieces.indices { pieces[place].order += step }
    }

    var highestOrder: Double { pieces.map(\.order).max() ?? 0 }
    var lowestOrder: Double { pieces.map(\.order).min() ?? 0 }
}
