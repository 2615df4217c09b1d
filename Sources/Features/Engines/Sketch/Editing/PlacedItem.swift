/// Where an item's drawing lies in the picture.
struct PlacedItem {
    let item: Scene.Item
    let subject: SketchSubject

    init?(_ item: Scene.Item, library: SketchLibrary) {
        guard let subject = library.subjects[item.subject] else { return nil }
        self.item = item
        self.subject = subject
    }

    /// A place of the subject's view box, in the picture.
    func place(_ point: ScenePoint) -> ScenePoint {
        let x = (point.x - subject.foot.x) * item.scale
        let place = ScenePoint(
            x: item.foot.x + (item.isFlipped ? -x : x),
            y: item.foot.y + (point.y - subject.foot.y) * item.scale
        )
        return item.turn == 0 ? place : Affine.turn(item.turn, about: item.foot)(place)
    }

    /// What is drawn, turned as it is.
    var box: SceneBox {
        let bounds = subject.bounds
        let corners = [
            ScenePoint(x: bounds.left, y: bounds.top), ScenePoint(x: bounds.right, y: bounds.top),
            ScenePoint(x: bounds.left, y: bounds.bottom), ScenePoint(x: bounds.right, y: bounds.bottom),
        ]
        let plain = subject.box(at: item.foot, scale: item.scale, isFlipped: item.isFlipped)
        return item.turn == 0 ? plain : SceneBox(around: corners.map(place)) ?? plain
    }

    /// How tall it looks, as a share of what its file says for the middle distance.
    func looks(unit: Double) -> Double {
        item.scale * subject.viewBox.height / (subject.height * unit)
    }

    /// Where something is held or worn, and how wide that is.
    func spots(of anchor: SketchSubject.Anchor) -> [(centre: ScenePoint, radius: Double)] {
        subject.spots(of: anchor, in: item.pose).map { (place($0.centre), $0.radius * item.scale) }
    }
}
