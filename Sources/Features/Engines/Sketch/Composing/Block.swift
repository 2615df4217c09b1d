/// A cluster in the picture: where it is, and how large.
struct Block {
    let profile: Profile
    let stands: SketchSubject.Stand
    /// The y of the row that stands farthest back, in the cluster's lengths; 0 or less.
    private let farthest: Double
    let wish: Wish

    /// Of the cluster's 0, 0; for what stands, `y` follows from `depth`.
    var x: Double
    var y = 0.0
    /// For what is in the air: from 0 at the top of the sky to 1.
    var depth: Double
    private(set) var scale = 1.0
    private(set) var box = SceneBox(left: 0, top: 0, right: 0, bottom: 0)

    init(_ cluster: Cluster, _ profile: Profile, _ wish: Wish) {
        self.profile = profile
        stands = cluster.stands
        farthest = min(cluster.farthestFoot, 0)
        self.wish = wish
        x = wish.x
        depth = wish.depth
    }

    var isAloft: Bool { stands == .sky || stands == .float }
    var shade: Shade { Shade(profile: profile, origin: ScenePoint(x: x, y: y), scale: scale) }

    /// What is painted later hides what is painted before.
    var order: Double {
        switch stands {
        case .sky: -2_000
        case .float: -1_000
        case .ground, .water: y
        }
    }

    /// Puts it where its depth says, as large as that and the zoom make it, within the room.
    mutating func settle(in room: Room, zoom: Double) {
        let size = zoom * wish.boost * room.canvas.unit
        if isAloft {
            hang(in: room, size)
        } else {
            stand(in: room, size)
        }
        let (left, right) = (profile.box.left * scale, profile.box.right * scale)
        let (least, most) = (room.content.left - left, room.content.right - right)
        x = least > most ? (least + most) / 2 : min(max(x, least), most)
        box = shade.box
    }

    private mutating func hang(in room: Room, _ size: Double) {
        let (top, bottom) = (room.content.top, room.lowest(stands))
        let own = profile.box
        scale = max(
            size * 0.2,
            min(size, room.content.width * 0.92 / own.width, (bottom - top) / own.height)
        )
        depth = min(max(depth, 0), 1)
        let slack = max(0, bottom - top - own.height * scale)
        y = top + slack * depth - own.top * scale
    }

    private mutating func stand(in room: Room, _ size: Double) {
        let range = room.depths(stands)
        depth = min(max(depth, range.lowerBound), range.upperBound)
        // Nearer is larger, so that a second look is needed.
        for _ in 0..<2 { depth = min(max(depth, least(depth, in: room, size, range)), range.upperBound) }
        let foot = room.y(at: depth)
        let own = profile.box
        let above = (foot - room.content.top) / max(-own.top, 0.001)
        let fits = min(room.content.width * 0.97 / own.width, room.content.height / own.height)
        let back = max(foot - room.y(at: range.lowerBound), 1) / max(-farthest, 0.001)
        let seen = size * room.scale(at: depth)
        scale = max(min(seen, above, fits, max(back, seen * 0.4)), size * 0.02)
        y = max(min(foot, room.content.bottom - own.bottom * scale), room.content.top - own.top * scale)
    }

    /// Near enough that its top stays in the picture, and its farthest row on the ground.
    private func least(
        _ depth: Double,
        in room: Room,
        _ size: Double,
        _ range: ClosedRange<Double>
    ) -> Double {
        let seen = size * room.scale(at: depth)
        let forTop = room.depth(at: room.content.top - profile.box.top * seen)
        let forRows = room.depth(at: room.y(at: range.lowerBound) - farthest * seen)
        return max(forTop, forRows)
    }
}
