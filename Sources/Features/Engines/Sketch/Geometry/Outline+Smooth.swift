extension Outline {
    /// A closed curve through the middles of a polygon's sides, its corners pulled at.
    static func smooth(_ points: [ScenePoint]) -> Outline {
        guard points.count > 2, let first = points.first, let last = points.last else { return Outline() }
        var pieces: [Piece] = [.move((last + first) * 0.5)]
        for (place, point) in points.enumerated() {
            let next = points[(place + 1) % points.count]
            pieces.append(.quad(point, (point + next) * 0.5))
        }
        return Outline(pieces: pieces + [.close])
    }

    /// An open curve along points, beginning and ending with them.
    static func flowing(_ points: [ScenePoint]) -> Outline {
        guard points.count > 2, let first = points.first, let last = points.last else { return open(points) }
        var pieces: [Piece] = [.move(first)]
        for (point, next) in zip(points.dropFirst(), points.dropFirst(2)) {
            pieces.append(.quad(point, (point + next) * 0.5))
        }
        return Outline(pieces: pieces + [.line(last)])
    }
}
