import Mustache

/// A paragraph or a table of the document's descriptions, which are written in a little of CommonMark.
enum Prose: Hashable, Sendable {
    /// A run of words: plain, of code, or strong.
    struct Span: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case plain
            case code
            case strong
        }

        let kind: Kind
        let text: String
    }

    case paragraph([Span])
    case table(head: [[Span]], rows: [[[Span]]])

    /// The blocks of a text, between which a line is empty.
    static func blocks(of text: String?) -> [Prose] {
        let lines = (text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.split { $0.allSatisfy(\.isWhitespace) }.map(block)
    }

    /// The words of a text in one run.
    static func spans(of text: some StringProtocol) -> [Span] {
        var (spans, rest) = ([Span](), Substring(text))
        while let mark = rest.firstRange(of: /`|\*\*/) {
            let (sign, inside) = (rest[mark], rest[mark.upperBound...])
            guard let end = inside.firstRange(of: sign) else { break }
            if mark.lowerBound > rest.startIndex {
                spans.append(Span(kind: .plain, text: String(rest[..<mark.lowerBound])))
            }
            let kind: Span.Kind = sign == "`" ? .code : .strong
            spans.append(Span(kind: kind, text: String(inside[..<end.lowerBound])))
            rest = inside[end.upperBound...]
        }
        if !rest.isEmpty { spans.append(Span(kind: .plain, text: String(rest))) }
        return spans
    }

    private static func block(_ lines: ArraySlice<Substring>) -> Prose {
        guard lines.allSatisfy({ $0.hasPrefix("|") }), lines.count > 2 else {
            return .paragraph(spans(of: lines.joined(separator: " ")))
        }
        let rows = lines.map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { spans(of: $0.trimmingBlanks) }
        }
        // The second line is rules.
        return .table(head: rows[0], rows: Array(rows.dropFirst(2)))
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        Substring(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed().map(String.init).joined())
    }
}

extension Prose: MustacheParent {
    func child(named name: String) -> Any? {
        switch (self, name) {
        case (.paragraph(let spans), "spans"): spans
        case (.table(let head, _), "head"): head.map(Cell.init)
        case (.table(_, let rows), "rows"): rows.map { Line(cells: $0.map(Cell.init)) }
        case (_, "is_table"): if case .table = self { true } else { false }
        default: nil
        }
    }

    private struct Line: MustacheParent {
        let cells: [Cell]

        func child(named name: String) -> Any? { name == "cells" ? cells : nil }
    }

    private struct Cell: MustacheParent {
        let spans: [Span]

        func child(named name: String) -> Any? { name == "spans" ? spans : nil }
    }
}

extension Prose.Span: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "is_plain": kind == .plain
        case "is_code": kind == .code
        case "is_strong": kind == .strong
        case "text": text
        default: nil
        }
    }
}
