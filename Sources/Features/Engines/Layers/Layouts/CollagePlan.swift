import Foundation
import Kernel
import Typography

/// Prints with white edges, each dropped into a cell of a grid at a slight angle.
struct CollagePlan {
    private static let edge = 0.045
    private static let foot = 0.14
    /// Degrees, at most.
    private static let tilt = 7.0
    private static let aspects = 0.75...1.3334
    /// How much larger than its cell a print is that covers no caption.
    private static let overlap = 1.16
    /// How far from its cell's middle it may lie, as a share of the cell.
    private static let stray = 0.06

    let sheet: LayoutSheet
    let seed: Seed
    let captions: [String]

    init(_ sheet: LayoutSheet, seed: Seed, captions: [String]) {
        self.sheet = sheet
        self.seed = seed
        self.captions = captions
    }

    func layers(_ pictures: [LayoutPicture]) -> [Layer] {
        var dice = SeededGenerator(seed, stream: 14)
        let cells = cells(pictures.count)
        return zip(pictures, cells).enumerated().flatMap { index, place in
            let tilt = Double.random(in: -Self.tilt...Self.tilt, using: &dice)
            let drift = (Double.random(in: -1...1, using: &dice), Double.random(in: -1...1, using: &dice))
            return printed(place.0, index, in: place.1, tilt: tilt, drift: drift)
        }
    }

    /// Cells of one size, as near to squares as can be; a last row of fewer stands in the middle.
    private func cells(_ count: Int) -> [LayerBox] {
        let room = sheet.inner
        let sides = (1...count).map { columns in
            min(room.width / Double(columns), room.height / (Double(count) / Double(columns)).rounded(.up))
        }
        let columns = (sides.indices.max { sides[$0] < sides[$1] } ?? 0) + 1
        let rows = GridPlan.rows(count, columns: columns)
        let (width, height) = (room.width / Double(columns), room.height / Double(rows.count))
        return rows.enumerated().flatMap { row, inRow in
            let start = room.midX - width * Double(inRow) / 2
            return (0..<inRow).map { column in
                LayerBox(
                    x: start + width * Double(column),
                    y: room.y + height * Double(row),
                    width: width,
                    height: height
                )
            }
        }
    }

    /// A print somewhat larger than its cell once it is turned, moved a little, and kept within the margins.
    private func printed(
        _ picture: LayoutPicture,
        _ index: Int,
        in cell: LayerBox,
        tilt: Double,
        drift: (Double, Double)
    ) -> [Layer] {
        let aspect = min(max(picture.aspect, Self.aspects.lowerBound), Self.aspects.upperBound)
        // Of a print whose picture is 1 high, edges included.
        let side = min(aspect, 1)
        let (edge, foot) = (Self.edge * side, Self.foot * side)
        let whole = LayerBox(x: 0, y: 0, width: aspect + 2 * edge, height: 1 + edge + foot)
        let turned = whole.turned(by: tilt)
        let room = sheet.inner
        let size = captions.allSatisfy(\.isEmpty) ? Self.overlap : 1
        let scale = min(
            min(cell.width / turned.width, cell.height / turned.height) * size,
            room.width / turned.width,
            room.height / turned.height
        )
        let reach = (turned.width * scale / 2, turned.height * scale / 2)
        let stray = Self.stray * min(cell.width, cell.height)
        let middle = (
            min(max(cell.midX + drift.0 * stray, room.x + reach.0), room.right - reach.0),
            min(max(cell.midY + drift.1 * stray, room.y + reach.1), room.bottom - reach.1)
        )
        // The picture's middle lies above the print's by half of what the foot is higher than the edge.
        let rise = (foot - edge) / 2 * scale
        let centre = Self.turned(0, -rise, by: tilt)
        let box = LayerBox(
            x: middle.0 + centre.0 - aspect * scale / 2,
            y: middle.1 + centre.1 - scale / 2,
            width: max(1, aspect * scale),
            height: max(1, scale)
        )
        var layer = sheet.layer(picture, index, in: box)
        layer.content = .image(LayerImage(picture.id))
        layer.rotation = tilt
        layer.frame = LayerFrame(.white, width: min(edge * scale, 2_048), bottom: min(foot * scale, 2_048))
        return [layer] + caption(index, under: box, height: foot * scale, tilt: tilt)
    }

    private func caption(_ index: Int, under box: LayerBox, height: Double, tilt: Double) -> [Layer] {
        guard captions.indices.contains(index), !captions[index].isEmpty, height >= 8 else { return [] }
        let centre = Self.turned(0, box.height / 2 + height / 2, by: tilt)
        let place = LayerBox(
            x: box.midX + centre.0 - box.width / 2,
            y: box.midY + centre.1 - height * 0.4,
            width: box.width,
            height: height * 0.8
        )
        var setting = TextSetting(captions[index], size: .fit(4...max(4, Int(height * 0.5))))
        setting.wrap = .none
        setting.alignment = .center
        setting.verticalAlignment = .middle
        setting.fill = .colour(LayerColour(red: 51, green: 51, blue: 51))
        return [Layer("caption-\(index + 1)", .text(setting), in: place, rotation: tilt)]
    }

    /// A way, turned clockwise.
    private static func turned(_ x: Double, _ y: Double, by degrees: Double) -> (Double, Double) {
        let (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        return (x * cosine - y * sine, x * sine + y * cosine)
    }
}
