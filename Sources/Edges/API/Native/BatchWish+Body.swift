package import Kernel
package import Studio
package import Wire

extension BatchWish {
    /// Reads what a client asked for.
    /// - Throws: `Problem` that names the member at fault, and line and column where it is a row's.
    package init(_ body: NewBatchBody, key: String?) throws(Problem) {
        let template = try body.template.map { text throws(Problem) in try PromptTemplate(text) }
        var defaults = BatchDefaults()
        defaults.model = body.model
        defaults.size = body.size
        defaults.aspectRatio = body.aspectRatio
        defaults.resolution = body.resolution
        defaults.count = body.n.map { "\($0)" }
        defaults.seed = body.seed.map { "\($0)" }
        defaults.style = body.style
        defaults.negative = body.negativePrompt
        self.init(
            try BatchRecipe(template: template, defaults: defaults),
            try body.sheet(filling: template),
            idempotencyKey: try key.map { text throws(Problem) in try IdempotencyKey(text) }
        )
    }
}

extension NewBatchBody {
    fileprivate func sheet(filling template: PromptTemplate?) throws(Problem) -> BatchSheet {
        switch (rows, csv, list) {
        case (let rows?, nil, nil):
            return try BatchSheet(rows: Self.values(of: rows), filling: template)
        case (nil, let csv?, nil): return try BatchSheet(table: csv, filling: template)
        case (nil, nil, let list?): return try BatchSheet(list: list, filling: template)
        default: throw Problem(.oneFieldOf, field: "rows", ["known": "rows, csv, list"])
        }
    }

    /// Words and numbers; a value that is null counts as left out.
    private static func values(of rows: [[String: JSONPart]]) throws(Problem) -> [[String: String]] {
        var all: [[String: String]] = []
        for (index, row) in rows.enumerated() {
            var values: [String: String] = [:]
            for (name, value) in row {
                switch value {
                case .null: break
                case .text(let text): values[name] = text
                case .number(let number): values[name] = Int(exactly: number).map { "\($0)" } ?? "\(number)"
                case .flag, .list, .object:
                    throw Problem(.wrongFieldType, field: "rows[\(index)].\(name.prefix(64))")
                }
            }
            all.append(values)
        }
        return all
    }
}
