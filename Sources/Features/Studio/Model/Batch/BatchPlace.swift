import Kernel

/// Where a row of a batch stands: as its reader counts, and as problems of the native API name it.
package struct BatchPlace: Hashable, Sendable {
    /// From 1: a text's line, or which of several rows it is.
    package let line: Int
    /// The body's member that the row stands in: `rows[3]`, `csv`, `list`.
    package let member: String

    package init(line: Int, member: String) {
        self.line = line
        self.member = member
    }

    package static func row(_ index: Int) -> BatchPlace {
        BatchPlace(line: index + 1, member: "rows[\(index)]")
    }

    /// A fault of one of its values, which names line and column; a fault of the whole template stays what it is.
    func problem(_ fault: Problem) -> Problem {
        guard let column = fault.field, column != "template" else { return fault }
        let place = ["line": "\(line)", "column": column]
        return Problem(
            fault.code,
            field: member.hasPrefix("rows") ? "\(member).\(column)" : member,
            fault.arguments.merging(place) { $1 }
        )
    }
}

/// A column that says something else than what a gap is filled with.
package enum BatchColumn: String, CaseIterable, Sendable {
    case prompt
    case size
    case aspectRatio = "aspect_ratio"
    case resolution
    case seed
    case style
    case n
    case model
    case negativePrompt = "negative_prompt"
}
