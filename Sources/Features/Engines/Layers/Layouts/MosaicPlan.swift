import Foundation

/// Rows filled to both edges, in which each picture is as wide as its aspect asks for.
///
/// Of all ways to break the pictures into rows (at most 8,192) the one is taken whose rows are about alike in height and together about as high as
/// the canvas. Pictures that are to cover their boxes are then stretched to fill it exactly; others keep their aspects and stand in the middle.
struct MosaicPlan {
    let sheet: LayoutSheet

    init(_ sheet: LayoutSheet) {
        self.sheet = sheet
    }

    func boxes(_ pictures: [LayoutPicture]) -> [LayerBox] {
        let aspects = pictures.map(\.aspect)
        let rows = best(aspects)
        guard sheet.layout.fit == .contain else { return filled(rows, in: sheet.inner) }
        let gaps = sheet.gutter * Double(rows.count - 1)
        let total = rows.map(height).reduce(gaps, +)
        let scale = min(1, sheet.inner.height / total)
        let block = LayerBox(
            x: sheet.inner.midX - sheet.inner.width * scale / 2,
            y: sheet.inner.midY - total * scale / 2,
            width: sheet.inner.width * scale,
            height: total * scale
        )
        return filled(rows, in: block.snapped)
    }

    private func filled(_ rows: [[Double]], in box: LayerBox) -> [LayerBox] {
        let heights = sheet.parts(of: box.height, from: box.y, weights: rows.map(height))
        return zip(rows, heights).flatMap { row, part in
            sheet.parts(of: box.width, from: box.x, weights: row).map { cell in
                LayerBox(x: cell.start, y: part.start, width: cell.length, height: part.length)
            }
        }
    }

    /// How high a row is that fills the width.
    private func height(_ row: [Double]) -> Double {
        max(1, sheet.inner.width - sheet.gutter * Double(row.count - 1)) / row.reduce(0, +)
    }

    private func best(_ aspects: [Double]) -> [[Double]] {
        let ways = 1 << (aspects.count - 1)
        var best = (cost: Double.infinity, rows: [aspects])
        for breaks in 0..<ways {
            let rows = Self.rows(aspects, breaks: breaks)
            let cost = cost(rows.map(height))
            if cost < best.cost { best = (cost, rows) }
        }
        return best.rows
    }

    /// A bit of `breaks` stands for each gap between two pictures.
    private static func rows(_ aspects: [Double], breaks: Int) -> [[Double]] {
        var rows = [[aspects[0]]]
        for index in aspects.indices.dropFirst() {
            if breaks >> (index - 1) & 1 == 1 {
                rows.append([aspects[index]])
            } else {
                rows[rows.count - 1].append(aspects[index])
            }
        }
        return rows
    }

    private func cost(_ heights: [Double]) -> Double {
        let room = max(1, sheet.inner.height - sheet.gutter * Double(heights.count - 1))
        let total = heights.reduce(0, +)
        let mean = total / Double(heights.count)
        let spread = heights.reduce(0) { $0 + pow(log($1 / mean), 2) } / Double(heights.count)
        return 2 * abs(log(total / room)) + spread
    }
}
