import Foundation

/// The findings as text in columns.
struct Table {
    private static let heads = ["what", "measured", "baseline or budget", "ratio", "verdict"]

    private let rows: [[String]]

    init(_ findings: [Finding]) {
        rows = findings.map { finding in
            [
                finding.what,
                finding.measured.description,
                finding.limit.words(finding.measured.unit),
                finding.ratio.map { String(format: "%.2f", $0) } ?? "-",
                finding.verdict.rawValue,
            ]
        }
    }

    var text: String {
        let lines = [Self.heads] + rows
        let widths = Self.heads.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths)
                .map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
                .joined(separator: "  ")
        }
        .joined(separator: "\n")
    }
}
