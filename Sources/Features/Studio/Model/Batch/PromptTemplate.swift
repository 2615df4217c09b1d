package import Kernel

/// A prompt with gaps: `a {animal} in {place}`, which a row of values fills.
///
/// `{{` and `}}` are single braces. A gap's name is 1 to 32 Latin letters, digits and underscores or CJK characters, a letter first.
package struct PromptTemplate: Hashable, Sendable {
    package static let mostVariables = 20
    static let longestName = 32

    enum Piece: Hashable, Sendable {
        case words(String)
        case gap(String)
    }

    package let text: String
    /// The names of its gaps, in the order in which they first come.
    package let variables: [String]
    let pieces: [Piece]

    /// Takes a template as it was typed, within the bounds of a prompt.
    /// - Throws: `Problem` for what no prompt may be, `template_malformed` with the place of the brace at fault,
    ///   `template_too_many_variables`, `template_name_reserved`.
    package init(_ typed: String) throws(Problem) {
        do {
            text = try Prompt(typed).text
        } catch {
            throw Problem(error.code, field: "template", error.arguments)
        }
        var scanner = TemplateScanner(text)
        pieces = try scanner.pieces()
        variables = pieces.compactMap(\.name).distinct
        guard variables.count <= Self.mostVariables else {
            throw Problem(
                .templateTooManyVariables,
                field: "template",
                ["most": "\(Self.mostVariables)"]
            )
        }
        if let name = variables.first(where: { BatchColumn(rawValue: $0) != nil }) {
            throw Problem(.templateNameReserved, field: "template", ["name": name])
        }
    }

    /// The template with its gaps filled.
    ///
    /// What is filled in is words: braces in it mean nothing.
    /// - Throws: `Problem` `value_missing`, which names line and column, or why the whole is no prompt.
    package func filled(with values: [String: String], at place: BatchPlace) throws(Problem) -> Prompt {
        var filled = ""
        for piece in pieces {
            // A gap that is repeated ten thousand times must not become gigabytes before somebody measures it.
            guard filled.utf8.count <= Prompt.longest * 4 else {
                throw place.problem(Problem(.promptTooLong, field: "prompt", ["limit": "\(Prompt.longest)"]))
            }
            switch piece {
            case .words(let words): filled += words
            case .gap(let name):
                guard let value = values[name], !value.allSatisfy(\.isWhitespace) else {
                    throw place.problem(Problem(.valueMissing, field: name))
                }
                filled += value
            }
        }
        do { return try Prompt(filled) } catch { throw place.problem(error) }
    }

    /// Whether a word can be a gap's name.
    static func isName(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        guard let first = scalars.first, scalars.count <= longestName else { return false }
        return isLetter(first) && scalars.allSatisfy { isLetter($0) || isDigit($0) || $0 == "_" }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z": true
        default: isCJK(scalar)
        }
    }

    /// Han characters, kana, bopomofo and Hangul.
    private static func isCJK(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3005...0x3007, 0x3040...0x30FF, 0x3100...0x312F, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x323AF:
            scalar.properties.isAlphabetic || scalar.properties.isIdeographic
        default: false
        }
    }
}

extension PromptTemplate: CustomStringConvertible, CustomReflectable {
    /// Personal data.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension PromptTemplate.Piece {
    fileprivate var name: String? {
        if case .gap(let name) = self { name } else { nil }
    }
}

/// Takes a template apart.
private struct TemplateScanner {
    private let length: Int
    private var rest: ArraySlice<Unicode.Scalar>

    init(_ text: String) {
        rest = Array(text.unicodeScalars)[...]
        length = rest.count
    }

    /// - Throws: `Problem` `template_malformed`.
    mutating func pieces() throws(Problem) -> [PromptTemplate.Piece] {
        var pieces: [PromptTemplate.Piece] = []
        var words = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            let isDoubled = rest.first == scalar
            switch scalar {
            case "{" where isDoubled, "}" where isDoubled:
                rest.removeFirst()
                words.append(scalar)
            case "{":
                if !words.isEmpty { pieces.append(.words(String(words))) }
                words = String.UnicodeScalarView()
                pieces.append(.gap(try gap()))
            default: words.append(scalar)
            }
        }
        if !words.isEmpty { pieces.append(.words(String(words))) }
        return pieces
    }

    /// The name between the brace before and the next one.
    private mutating func gap() throws(Problem) -> String {
        let place = length - rest.count
        guard let end = rest.firstIndex(of: "}") else { throw Self.malformed(at: place) }
        let name = String(String.UnicodeScalarView(rest[..<end]))
        guard PromptTemplate.isName(name) else { throw Self.malformed(at: place) }
        rest = rest[(end + 1)...]
        return name
    }

    /// `place` is the brace's, counted from 1.
    private static func malformed(at place: Int) -> Problem {
        Problem(.templateMalformed, field: "template", ["place": "\(place)"])
    }
}
