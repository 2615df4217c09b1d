import Wire

/// How a language writes a value of JSON.
enum Literal: Sendable {
    case json
    case python

    private static let indent = "    "

    /// Over several lines, those after the first indented so often.
    func text(of value: JSONPart, indented depth: Int = 0) -> String {
        switch value {
        case .null: self == .python ? "None" : "null"
        case .flag(let flag): self == .python ? (flag ? "True" : "False") : "\(flag)"
        case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
        case .text(let text): Self.quoted(text)
        case .list(let items) where items.allSatisfy(\.isSimple):
            "[\(items.map { self.text(of: $0) }.joined(separator: ", "))]"
        case .list(let items):
            block("[", items.map { self.text(of: $0, indented: depth + 1) }, "]", depth)
        case .object(let members) where members.isEmpty: "{}"
        case .object(let members):
            block(
                "{",
                members.sorted { $0.key < $1.key }.map {
                    "\(Self.quoted($0.key)): \(self.text(of: $0.value, indented: depth + 1))"
                },
                "}",
                depth
            )
        }
    }

    private func block(
        _ start: String,
        _ lines: [String],
        _ end: String,
        _ depth: Int
    ) -> String {
        let inner = String(repeating: Self.indent, count: depth + 1)
        let outer = String(repeating: Self.indent, count: depth)
        return "\(start)\n\(lines.map { inner + $0 }.joined(separator: ",\n"))\n\(outer)\(end)"
    }

    /// As JSON, Python and JavaScript all read it.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension JSONPart {
    /// Whether it fits on its line.
    fileprivate var isSimple: Bool {
        switch self {
        case .list, .object: false
        default: true
        }
    }
}
