package import Kernel

/// A table as text (RFC 4180), read strictly and within bounds.
///
/// Fields are parted by commas, semicolons or tabs, as spreadsheet programs write and copy them: whichever of tab, comma and
/// semicolon the first line has, the first of these counting. Lines end with LF or CRLF; empty ones are passed over.
package struct DelimitedText: Hashable, Sendable {
    package static let mostFields = 40

    package struct Record: Hashable, Sendable {
        /// The line of the text on which it begins, from 1.
        package let line: Int
        package let fields: [String]
    }

    package let records: [Record]

    /// `member` is what problems call the text.
    /// - Throws: `Problem` `table_malformed`, which names line and place, or `batch_too_long`.
    package init(_ text: String, mostRecords: Int, member: String = "csv") throws(Problem) {
        var reader = DelimitedReader(text, member: member)
        records = try reader.records(upTo: mostRecords)
    }
}

private struct DelimitedReader {
    private let separator: Unicode.Scalar
    private let member: String
    private var rest: ArraySlice<Unicode.Scalar>
    /// Where the next character stands, both from 1.
    private var place = Place()

    private struct Place {
        var line = 1
        var column = 1
    }

    init(_ text: String, member: String) {
        let scalars = Array(text.unicodeScalars)
        rest = scalars.first == "\u{FEFF}" ? scalars.dropFirst() : scalars[...]
        self.member = member
        separator = Self.separator(in: rest)
    }

    /// The first of tab, comma and semicolon that stands in the first line outside of quotes.
    private static func separator(in scalars: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar {
        var (isQuoted, found): (Bool, Set<Unicode.Scalar>) = (false, [])
        for scalar in scalars {
            if scalar == "\"" { isQuoted.toggle() }
            if scalar == "\n", !isQuoted { break }
            if !isQuoted { found.insert(scalar) }
        }
        let known: [Unicode.Scalar] = ["\t", ",", ";"]
        return known.first(where: found.contains) ?? ","
    }

    mutating func records(upTo most: Int) throws(Problem) -> [DelimitedText.Record] {
        var records: [DelimitedText.Record] = []
        while !rest.isEmpty {
            let line = place.line
            let fields = try record()
            guard fields != [""] else { continue }
            guard records.count < most else {
                throw Problem(.batchTooLong, field: member, ["most": "\(BatchSheet.mostRows)"])
            }
            records.append(DelimitedText.Record(line: line, fields: fields))
        }
        return records
    }

    private mutating func record() throws(Problem) -> [String] {
        var fields: [String] = []
        repeat {
            guard fields.count < DelimitedText.mostFields else { throw malformed(at: place) }
            fields.append(rest.first == "\"" ? try quoted() : try plain())
        } while take(separator)
        guard rest.isEmpty || takeLineEnd() else { throw malformed(at: place) }
        return fields
    }

    private mutating func plain() throws(Problem) -> String {
        var field = String.UnicodeScalarView()
        while let next = rest.first, next != separator, next != "\n", next != "\r" {
            guard next != "\"" else { throw malformed(at: place) }
            field.append(next)
            advance()
        }
        return String(field)
    }

    private mutating func quoted() throws(Problem) -> String {
        let opening = place
        advance()
        var field = String.UnicodeScalarView()
        while let next = rest.first {
            advance()
            guard next == "\"" else {
                field.append(next)
                continue
            }
            guard take("\"") else { return String(field) }
            field.append(next)
        }
        throw malformed(at: opening)
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        advance()
        return true
    }

    private mutating func takeLineEnd() -> Bool {
        if rest.starts(with: ["\r", "\n"]) { advance() }
        return take("\n")
    }

    /// Goes over the next character.
    private mutating func advance() {
        guard let scalar = rest.popFirst() else { return }
        if scalar == "\n" {
            place = Place(line: place.line + 1)
        } else {
            place.column += 1
        }
    }

    private func malformed(at place: Place) -> Problem {
        Problem(
            .tableMalformed,
            field: member,
            ["line": "\(place.line)", "column": "\(place.column)"]
        )
    }
}
