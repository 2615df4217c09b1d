import Kernel
import Mustache

/// A drawing of numbers in time, and the same numbers as a table for those who do not see it.
struct ChartPart: MustacheParent, Sendable {
    let id: String
    let title: String
    /// What it shows, in one sentence.
    let summary: String
    let lines: [ChartLine]
    /// What stands at the left edge, from the bottom up.
    let marks: [ChartMark]
    /// The first and the last moment.
    let from: String
    let to: String
    let table: AdminTable

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "chart_title": title
        case "summary": summary
        case "lines": lines
        case "marks": marks
        case "from": from
        case "to": to
        case "table": table
        default: nil
        }
    }
}

/// One line of a chart.
struct ChartLine: MustacheParent, Sendable {
    let name: String
    /// From 1; each has a colour and a dash of its own, so that no line is told by colour alone.
    let number: Int
    /// The value of `d` of an SVG path.
    let path: String
    let latest: String

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "number": number
        case "path": path
        case "latest": latest
        default: nil
        }
    }
}

/// A line of the grid with its number.
struct ChartMark: MustacheParent, Sendable {
    let y: String
    let label: String

    func child(named name: String) -> Any? {
        switch name {
        case "y": y
        case "label": label
        default: nil
        }
    }
}
