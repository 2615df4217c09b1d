import Foundation

/// Rows of equal height, and cells that share each row's width.
struct GridPlan {
    let sheet: LayoutSheet
    let columns: Int?

    init(_ sheet: LayoutSheet, columns: Int?) {
        self.sheet = sheet
        self.columns = columns
    }

    func boxes(_ pictures: [LayoutPicture]) -> [LayerBox] {
        let rows = Self.rows(pictures.count, columns: min(columns ?? best(pictures), pictures.count))
        let heights = sheet.parts(
            of: sheet.inner.height,
            from: sheet.inner.y,
            weights: rows.map { _ in 1 }
        )
        return zip(rows, heights).flatMap { count, row in
            let widths = sheet.parts(
                of: sheet.inner.width,
                from: sheet.inner.x,
                weights: Array(repeating: 1, count: count)
            )
            return widths.map { cell in
                LayerBox(x: cell.start, y: row.start, width: cell.length, height: row.length)
            }
        }
    }

    /// How many pictures each row has: full rows first.
    static func rows(_ count: Int, columns: Int) -> [Int] {
        stride(from: 0, to: count, by: columns).map { min(columns, count - $0) }
    }

    /// The number of columns whose cells cut the least off the pictures.
    private func best(_ pictures: [LayoutPicture]) -> Int {
        let losses = (1...pictures.count).map { columns -> Double in
            let rows = Self.rows(pictures.count, columns: columns)
            let height = sheet.inner.height / Double(rows.count)
            var place = 0
            return rows.reduce(0) { loss, count in
                let aspect = sheet.inner.width / Double(count) / height
                defer { place += count }
                return pictures[place..<place + count].reduce(loss) { $0 + abs(log($1.aspect / aspect)) }
            }
        }
        return (losses.indices.min { losses[$0] < losses[$1] } ?? 0) + 1
    }
}
