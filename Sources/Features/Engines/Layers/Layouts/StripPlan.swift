/// Pictures side by side, or one below the other, each as long as its aspect asks for.
struct StripPlan {
    let sheet: LayoutSheet
    let direction: PictureLayout.Direction

    init(_ sheet: LayoutSheet, _ direction: PictureLayout.Direction) {
        self.sheet = sheet
        self.direction = direction
    }

    func boxes(_ pictures: [LayoutPicture]) -> [LayerBox] {
        let aspects = pictures.map(\.aspect)
        let gaps = sheet.gutter * Double(pictures.count - 1)
        switch direction {
        case .horizontal:
            let band = band((sheet.inner.width - gaps) / aspects.reduce(0, +), of: sheet.inner.height)
            return sheet.parts(of: sheet.inner.width, from: sheet.inner.x, weights: aspects).map {
                LayerBox(x: $0.start, y: sheet.inner.y + band.start, width: $0.length, height: band.length)
            }
        case .vertical:
            let heights = aspects.map { 1 / $0 }
            let band = band((sheet.inner.height - gaps) / heights.reduce(0, +), of: sheet.inner.width)
            return sheet.parts(of: sheet.inner.height, from: sheet.inner.y, weights: heights).map {
                LayerBox(x: sheet.inner.x + band.start, y: $0.start, width: band.length, height: $0.length)
            }
        }
    }

    /// How broad the strip is: all of the room, or what leaves the aspects alone; never more than the room.
    private func band(_ natural: Double, of room: Double) -> (start: Double, length: Double) {
        guard sheet.layout.fit == .contain, natural < room else { return (0, room) }
        let length = max(1, natural.rounded())
        return (((room - length) / 2).rounded(), length)
    }
}
