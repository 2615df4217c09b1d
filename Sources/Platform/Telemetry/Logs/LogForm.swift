import Kernel
import Logging

/// How a line is written.
package enum LogForm: Sendable {
    /// One JSON object: `time` (RFC 3339, UTC, milliseconds), `level`, `message`, and the fields beside them.
    case json
    /// For a person at a terminal: `18:00:00.000 info    Request served  route=/ status=200`.
    case console(isColoured: Bool)

    /// The line with its line feed.
    func text(of line: LogLine) -> String {
        switch self {
        case .json: Self.json(line)
        case .console(let isColoured): Self.console(line, isColoured ? Colours() : nil)
        }
    }

    private static func json(_ line: LogLine) -> String {
        var text = #"{"time":"\#(line.time)","level":"\#(line.level)","message":"\#(line.message.escaped)""#
        for (field, value) in line.fields {
            let isNumber = field.form == .number && FieldForm.isNumber(value)
            text += isNumber ? #","\#(field.name)":\#(value)"# : #","\#(field.name)":"\#(value.escaped)""#
        }
        return text + "}\n"
    }

    private static func console(_ line: LogLine, _ colours: Colours?) -> String {
        let time = "\(line.time)".dropFirst("2026-11-23T".count).dropLast()
        let level = "\(line.level)".padded(to: "critical".count)
        let (tint, none) = (colours?.of(line.level) ?? "", colours?.none ?? "")
        var text = "\(time) \(tint)\(level)\(none) \(line.message.escaped)"
        for (index, (field, value)) in line.fields.enumerated() {
            let gap = index == 0 ? "  " : " "
            text += "\(gap)\(colours?.faint ?? "")\(field.name)=\(none)\(value.escaped)"
        }
        return text + "\n"
    }
}

/// The sequences that colour a terminal (ECMA-48).
private struct Colours {
    let none = "\u{1B}[0m"
    let faint = "\u{1B}[2m"

    func of(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: faint
        case .info, .notice: "\u{1B}[32m"
        case .warning: "\u{1B}[33m"
        case .error, .critical: "\u{1B}[31m"
        }
    }
}

extension String {
    /// As it stands inside a JSON string; a terminal, too, takes nothing in it for a command.
    ///
    /// Escaped are quotes and backslashes, all control characters, the separators that end lines in some readers, and
    /// what turns the direction of writing.
    var escaped: String {
        guard unicodeScalars.contains(where: \.isRisky) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\"": text += #"\""#
            case "\\": text += #"\\"#
            case "\n": text += #"\n"#
            case "\t": text += #"\t"#
            case "\r": text += #"\r"#
            case _ where scalar.isRisky: text += scalar.hexEscape
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

extension Unicode.Scalar {
    fileprivate var isRisky: Bool {
        switch value {
        case 0x00...0x1F, 0x22, 0x5C, 0x7F...0x9F: true
        case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F: true
        default: false
        }
    }

    /// `\u001B`; all that is escaped lies in the first plane.
    fileprivate var hexEscape: String {
        let digits = String(value, radix: 16, uppercase: true)
        return #"\u"# + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
