// NFC and trimming are in the whole Foundation only.
import Foundation
package import Kernel

/// What each picture of a batch is made of, line by line, in whatever form it came.
package struct BatchSheet: Hashable, Sendable {
    package static let mostRows = 500
    /// In bytes.
    package static let longestText = 1_000_000

    package struct Line: Hashable, Sendable {
        package let place: BatchPlace
        /// By column; blank ones are left out.
        package let values: [String: String]
    }

    package let lines: [Line]

    private init(_ lines: [Line], member: String) throws(Problem) {
        guard !lines.isEmpty else { throw Problem(.batchEmpty, field: member) }
        guard lines.count <= Self.mostRows else {
            throw Problem(.batchTooLong, field: member, ["most": "\(Self.mostRows)"])
        }
        self.lines = lines
    }

    /// Takes a table whose first line says what its columns are: the template's variables and `BatchColumn`.
    /// - Throws: `Problem` that names line and column, `batch_empty`, `batch_too_long`, `table_too_large`.
    package init(table text: String, filling template: PromptTemplate?) throws(Problem) {
        try Self.requireLength(text, member: "csv")
        let records = try DelimitedText(text, mostRecords: Self.mostRows + 1).records
        guard let header = records.first else { throw Problem(.batchEmpty, field: "csv") }
        let names = header.fields.map(Self.trimmed)
        try Self.check(names, filling: template, at: BatchPlace(line: header.line, member: "csv"))
        var lines: [Line] = []
        for record in records.dropFirst() {
            let place = BatchPlace(line: record.line, member: "csv")
            guard record.fields.count == names.count else {
                let counts = ["found": "\(record.fields.count)", "expected": "\(names.count)"]
                let column = "\(min(record.fields.count, names.count) + 1)"
                throw place.problem(Problem(.rowLengthDiffers, field: column, counts))
            }
            let values = Dictionary(zip(names, record.fields)) { first, _ in first }
            lines.append(Line(place, values))
        }
        try self.init(lines, member: "csv")
    }

    /// Takes a list, one a line: prompts, or what fills the only variable of the template.
    /// - Throws: `Problem` `list_needs_one_variable`, `batch_empty`, `batch_too_long`, `table_too_large`.
    package init(list text: String, filling template: PromptTemplate?) throws(Problem) {
        try Self.requireLength(text, member: "list")
        let variables = template?.variables ?? [BatchColumn.prompt.rawValue]
        guard variables.count == 1, let column = variables.first else {
            throw Problem(.listNeedsOneVariable, field: "list")
        }
        let plain = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        var lines: [Line] = []
        // CR and LF are one character together.
        let texts = plain.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, text) in texts.enumerated() {
            let value = Self.trimmed(String(text))
            guard !value.isEmpty else { continue }
            guard lines.count < Self.mostRows else {
                throw Problem(.batchTooLong, field: "list", ["most": "\(Self.mostRows)"])
            }
            lines.append(Line(BatchPlace(line: index + 1, member: "list"), [column: value]))
        }
        try self.init(lines, member: "list")
    }

    /// Takes rows of a program.
    /// - Throws: `Problem` that names row and column, `batch_empty`, `batch_too_long`, `table_too_large`.
    package init(rows: [[String: String]], filling template: PromptTemplate?) throws(Problem) {
        guard rows.count <= Self.mostRows else {
            throw Problem(.batchTooLong, field: "rows", ["most": "\(Self.mostRows)"])
        }
        var (lines, bytes): ([Line], Int) = ([], 0)
        for (index, row) in rows.enumerated() {
            try Self.check(row.keys.sorted(), filling: template, at: .row(index))
            bytes += row.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
            lines.append(Line(.row(index), row))
        }
        guard bytes <= Self.longestText else { throw Self.tooLarge("rows") }
        try self.init(lines, member: "rows")
    }

    /// Takes a text in whichever of the two forms it is: a table if its first line names columns and nothing else, or if the template
    /// has several variables; else a list.
    /// - Throws: as for that form.
    package init(either text: String, filling template: PromptTemplate?) throws(Problem) {
        if Self.looksLikeTable(text, template) {
            try self.init(table: text, filling: template)
        } else {
            try self.init(list: text, filling: template)
        }
    }

    private static func looksLikeTable(_ text: String, _ template: PromptTemplate?) -> Bool {
        let variables = template?.variables ?? []
        if variables.count > 1 { return true }
        let first = text.drop(while: \.isWhitespace).prefix { !$0.isNewline }
        let records = try? DelimitedText(String(first), mostRecords: 1).records
        guard let header = records?.first else { return false }
        let names = header.fields.map(trimmed)
        return names.allSatisfy { isKnown($0, to: variables) }
            || names.count > 1 && names.contains { isKnown($0, to: variables) }
    }

    private static func check(
        _ names: [String],
        filling template: PromptTemplate?,
        at place: BatchPlace
    ) throws(Problem) {
        let variables = template?.variables ?? []
        var seen: Set<String> = []
        for name in names {
            let shown = String(name.prefix(PromptTemplate.longestName))
            guard isKnown(name, to: variables) else {
                let known = (variables + BatchColumn.allCases.map(\.rawValue)).joined(separator: ", ")
                throw place.problem(Problem(.columnUnknown, field: shown, ["known": known]))
            }
            guard seen.insert(name).inserted else {
                throw place.problem(Problem(.columnRepeated, field: shown))
            }
        }
    }

    private static func isKnown(_ name: String, to variables: [String]) -> Bool {
        BatchColumn(rawValue: name) != nil || variables.contains(name)
    }

    private static func requireLength(_ text: String, member: String) throws(Problem) {
        guard text.utf8.count <= longestText else { throw tooLarge(member) }
    }

    private static func tooLarge(_ member: String) -> Problem {
        Problem(.tableTooLarge, field: member, ["limit": "\(longestText / 1_000_000)"])
    }

    /// Composed, as a template's names are.
    private static func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
    }
}

extension BatchSheet.Line {
    fileprivate init(_ place: BatchPlace, _ values: [String: String]) {
        self.place = place
        self.values = values.filter { !$0.value.allSatisfy(\.isWhitespace) }
    }

    package subscript(column: BatchColumn) -> String? {
        values[column.rawValue].map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    }
}

extension BatchSheet.Line: CustomStringConvertible, CustomReflectable {
    /// Personal data.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
