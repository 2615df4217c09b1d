// NFC is in the whole Foundation only.
import Foundation

/// What a person asks to see: personal data, normalised and bounded.
package struct Prompt: Hashable, Sendable {
    /// In Unicode scalars after normalisation.
    package static let longest = 32_000

    package let text: String

    /// Takes text as typed: CRLF and CR become LF, the rest becomes NFC (Unicode Standard Annex 15), outer white space goes.
    /// - Throws: `Problem` for an empty, an over-long or a control-character-bearing prompt.
    package init(_ typed: String) throws(Problem) {
        // Counted before the work: normalising composes, at most four scalars into one.
        guard typed.unicodeScalars.count <= Self.longest * 4 else { throw .promptTooLong }
        let text = typed.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            .precomposedStringWithCanonicalMapping
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw Problem(.promptEmpty, field: "prompt") }
        guard text.unicodeScalars.count <= Self.longest else { throw .promptTooLong }
        guard text.unicodeScalars.allSatisfy(Self.isAllowed) else {
            throw Problem(.promptControlCharacters, field: "prompt")
        }
        self.text = text
    }

    private init(exactly text: String) {
        self.text = text
    }

    /// Of a job that was asked for without words, as an upload is.
    package static let none = Prompt(exactly: "")

    /// Takes back the text of one, no words included, as it was sealed.
    package init(stored text: String) {
        self.init(exactly: text)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
    }
}

extension Prompt {
    package var isEmpty: Bool { text.isEmpty }

    /// Takes text as typed, or none at all: white space alone is no words.
    /// - Throws: `Problem` for an over-long or a control-character-bearing prompt.
    package init(orNone typed: String) throws(Problem) {
        self = typed.allSatisfy(\.isWhitespace) ? .none : try Prompt(typed)
    }
}

extension Prompt: CustomStringConvertible, CustomReflectable {
    /// Personal data: prints redacted, so that it reaches no log by interpolation or dump.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Problem {
    fileprivate static let promptTooLong = Problem(
        .promptTooLong,
        field: "prompt",
        ["limit": "\(Prompt.longest)"]
    )
}
