import Foundation

/// Stripes across the whole of the room, with borders that may be slanted.
///
/// A slanted stripe is a picture in the upright box around it, clipped to the stripe.
struct SplitPlan {
    let sheet: LayoutSheet
    let direction: PictureLayout.Direction
    let angle: Double

    init(_ sheet: LayoutSheet, _ direction: PictureLayout.Direction, angle: Double) {
        self.sheet = sheet
        self.direction = direction
        self.angle = angle
    }

    func layers(_ pictures: [LayoutPicture]) -> [Layer] {
        let room = sheet.inner
        let isAcross = direction == .horizontal
        let (length, depth) = isAcross ? (room.width, room.height) : (room.height, room.width)
        let slant = slant(length, depth, pictures.count)
        let ends = (0...pictures.count).map { length * Double($0) / Double(pictures.count) }
        return pictures.enumerated().map { index, picture in
            let (isFirst, isLast) = (index == 0, index == pictures.count - 1)
            let from = isFirst ? (0, 0) : border(ends[index] + sheet.gutter / 2, slant)
            let to = isLast ? (length, length) : border(ends[index + 1] - sheet.gutter / 2, slant)
            let corners = [(from.0, 0), (to.0, 0), (to.1, depth), (from.1, depth)]
            let places = corners.map { isAcross ? ($0.0, $0.1) : ($0.1, $0.0) }
            return layer(picture, index, corners: places, isStraight: slant == 0)
        }
    }

    /// How far a border leans over its whole length; borders never cross each other or the canvas's edge.
    private func slant(_ length: Double, _ depth: Double, _ count: Int) -> Double {
        let most = length / Double(count)
        return min(max(depth * tan(angle * .pi / 180), -most), most)
    }

    /// Where a border starts and ends.
    private func border(_ middle: Double, _ slant: Double) -> (Double, Double) {
        (middle + slant / 2, middle - slant / 2)
    }

    private func layer(
        _ picture: LayoutPicture,
        _ index: Int,
        corners: [(Double, Double)],
        isStraight: Bool
    ) -> Layer {
        let (across, down) = (corners.map(\.0), corners.map(\.1))
        let (left, top) = (across.min() ?? 0, down.min() ?? 0)
        let box = LayerBox(
            x: sheet.inner.x + left,
            y: sheet.inner.y + top,
            width: max(1, (across.max() ?? 0) - left),
            height: max(1, (down.max() ?? 0) - top)
        )
        guard !isStraight else { return sheet.layer(picture, index, in: box.snapped) }
        var layer = sheet.layer(picture, index, in: box)
        var image = LayerImage(picture.id, fit: sheet.layout.fit)
        image.clip = corners.map { corner in
            LayerPoint(share(corner.0 - left, of: box.width), share(corner.1 - top, of: box.height))
        }
        layer.content = .image(image)
        return layer
    }

    private func share(_ part: Double, of whole: Double) -> Double {
        min(max(part / whole, 0), 1)
    }
}
