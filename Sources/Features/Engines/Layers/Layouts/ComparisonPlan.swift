import Kernel
import Typography

/// Two pictures side by side, or one above the other, with a label in a corner of each.
struct ComparisonPlan {
    let sheet: LayoutSheet
    let direction: PictureLayout.Direction
    let labels: [String]

    init(_ sheet: LayoutSheet, _ direction: PictureLayout.Direction, _ labels: [String]) {
        self.sheet = sheet
        self.direction = direction
        self.labels = labels
    }

    func layers(_ pictures: [LayoutPicture]) -> [Layer] {
        let boxes = SplitPlan(sheet, direction, angle: 0).layers(pictures).map(\.box)
        let images = sheet.placed(pictures, in: boxes)
        return images
            + zip(labels, boxes).enumerated().compactMap { index, place in
                label(place.0, index, over: place.1)
            }
    }

    private func label(_ text: String, _ index: Int, over box: LayerBox) -> Layer? {
        guard !text.isEmpty else { return nil }
        let height = max(8, min(sheet.length(0.07), box.height / 3).rounded())
        let margin = (height * 0.4).rounded()
        let place = LayerBox(
            x: box.x + margin,
            y: box.y + margin,
            width: max(1, box.width - 2 * margin),
            height: height
        )
        var setting = TextSetting(text, size: .fit(4...max(4, Int(height * 0.56))))
        setting.weight = 600
        setting.wrap = .none
        setting.verticalAlignment = .middle
        setting.fill = .colour(.white)
        setting.backing = TextBacking(
            .pill,
            LayerColour(red: 0, green: 0, blue: 0, alpha: 170),
            padding: 0.32
        )
        return Layer("label-\(index + 1)", .text(setting), in: place)
    }
}
