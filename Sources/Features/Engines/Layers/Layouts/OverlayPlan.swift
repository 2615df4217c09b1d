import Imaging

/// The first picture over all of the canvas, and the others on it.
struct OverlayPlan {
    let sheet: LayoutSheet
    let blend: BlendMode
    let opacity: Double

    init(_ sheet: LayoutSheet, _ blend: BlendMode, opacity: Double) {
        self.sheet = sheet
        self.blend = blend
        self.opacity = opacity
    }

    func layers(_ pictures: [LayoutPicture]) -> [Layer] {
        pictures.enumerated().map { index, picture in
            var layer = sheet.layer(picture, index, in: sheet.inner)
            if index > 0 { (layer.blend, layer.opacity) = (blend, opacity) }
            return layer
        }
    }
}

/// Subjects that stand side by side at the lower edge, before the first picture.
struct CutOutPlan {
    /// How much of the canvas's height they may take.
    private static let height = 0.86

    let sheet: LayoutSheet

    init(_ sheet: LayoutSheet) {
        self.sheet = sheet
    }

    func layers(_ pictures: [LayoutPicture]) -> [Layer] {
        guard pictures.count > 1 else { return figures(pictures[...], from: 0) }
        var ground = sheet.layer(pictures[0], 0, in: sheet.canvas)
        ground.content = .image(LayerImage(pictures[0].id))
        (ground.cornerRadius, ground.shadow) = (0, nil)
        return [ground] + figures(pictures.dropFirst(), from: 1)
    }

    private func figures(_ pictures: ArraySlice<LayoutPicture>, from first: Int) -> [Layer] {
        let room = sheet.inner
        let top = room.y + (room.height * (1 - Self.height)).rounded()
        let columns = sheet.parts(of: room.width, from: room.x, weights: pictures.map(\.aspect))
        return zip(pictures, columns).enumerated().map { index, place in
            let (picture, column) = place
            let box = LayerBox(x: column.start, y: top, width: column.length, height: room.bottom - top)
            var layer = sheet.layer(picture, first + index, in: box)
            let foot = LayerPoint(0.5, 1)
            layer.content = .image(LayerImage(picture.id, fit: .contain, focus: foot, isCutOut: true))
            layer.cornerRadius = 0
            return layer
        }
    }
}
