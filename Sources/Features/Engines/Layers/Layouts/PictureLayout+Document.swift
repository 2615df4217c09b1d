package import Kernel

extension PictureLayout {
    /// Lays pictures out; the same picture may come several times.
    /// - Throws: `Problem` `too_many_images`, `length_out_of_range` for fewer or more than the kind takes, or `size_out_of_bounds`.
    package func document(of pictures: [LayoutPicture], on size: PixelSize) throws(Problem) -> LayerDocument {
        guard pictures.count <= LayerDocument.mostImages else {
            throw Problem(.tooManyImages, field: "images", ["most": "\(LayerDocument.mostImages)"])
        }
        guard counts.contains(pictures.count) else {
            throw Problem(
                .lengthOutOfRange,
                field: "images",
                ["least": "\(counts.lowerBound)", "most": "\(counts.upperBound)"]
            )
        }
        let canvas = try LayerCanvas(size, background: background)
        return try LayerDocument(canvas: canvas, layers: layers(pictures, LayoutSheet(self, canvas: canvas)))
    }

    private func layers(_ pictures: [LayoutPicture], _ sheet: LayoutSheet) -> [Layer] {
        switch kind {
        case .grid: sheet.placed(pictures, in: GridPlan(sheet, columns: columns).boxes(pictures))
        case .mosaic: sheet.placed(pictures, in: MosaicPlan(sheet).boxes(pictures))
        case .strip: sheet.placed(pictures, in: StripPlan(sheet, direction).boxes(pictures))
        case .beforeAfter: ComparisonPlan(sheet, direction, labels).layers(pictures)
        case .split: SplitPlan(sheet, direction, angle: angle).layers(pictures)
        case .collage: CollagePlan(sheet, seed: seed, captions: labels).layers(pictures)
        case .overlay: OverlayPlan(sheet, blend, opacity: opacity).layers(pictures)
        case .cutOut: CutOutPlan(sheet).layers(pictures)
        }
    }

    /// The canvas that shows the pictures best, with a longer side of so many pixels.
    package func canvas(for pictures: [LayoutPicture], longest: Int) -> PixelSize {
        let aspects = pictures.map(\.aspect)
        let isAcross = direction == .horizontal
        let sum = isAcross ? aspects.reduce(0, +) : 1 / aspects.reduce(0) { $0 + 1 / $1 }
        let aspect: Double =
            switch kind {
            case .strip: sum
            case .beforeAfter: isAcross ? sum : (aspects.first ?? 1) / 2
            case .split, .overlay, .cutOut: aspects.first ?? 1
            case .grid, .mosaic, .collage: pictures.count == 1 ? aspects[0] : 1
            }
        let bounded = min(max(aspect, 1 / 6), 6)
        let short = Double(longest) / max(bounded, 1 / bounded)
        let sides = (long: max(64, longest), short: max(64, Int(short.rounded())))
        return bounded >= 1
            ? PixelSize(width: sides.long, height: sides.short)
            : PixelSize(width: sides.short, height: sides.long)
    }
}
