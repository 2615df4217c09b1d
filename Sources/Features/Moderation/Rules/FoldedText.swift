import Foundation

/// A text in the one form that phrases are compared in: letters alone, in lower case, with one blank between words.
///
/// Case, width, diacritics, invisible characters and letters that only look alike make no difference. A blank stands at both ends
/// and wherever alphabetic writing meets a writing without blanks between words, so that a phrase with blanks around it matches
/// whole words only. The work is linear in the text; nothing is ever tried twice.
struct FoldedText: Hashable, Sendable {
    /// In UTF-8.
    let bytes: [UInt8]

    /// Folds a text; blanks at both ends stay.
    init(_ text: String) {
        var letters = Letters()
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars { letters.take(scalar) }
        bytes = Array(String(letters.finished()).precomposedStringWithCanonicalMapping.utf8)
    }

    /// A phrase to look for: as a whole word where it begins or ends with an alphabetic letter, else anywhere.
    ///
    /// With `isAnywhere` it is looked for within words too, whatever its writing.
    /// - Returns: nil for a phrase without a letter.
    static func phrase(_ text: String, isAnywhere: Bool) -> [UInt8]? {
        let folded = String(decoding: FoldedText(text).bytes, as: UTF8.self)
        var letters = Array(folded.unicodeScalars)[...]
        guard letters.contains(where: { $0 != " " }) else { return nil }
        if isAnywhere || letters.dropFirst().first.map(Writing.init) == .dense {
            letters = letters.dropFirst()
        }
        if isAnywhere || letters.dropLast().last.map(Writing.init) == .dense { letters = letters.dropLast() }
        return Array(String(String.UnicodeScalarView(letters)).utf8)
    }
}

/// How a letter's writing separates words.
enum Writing {
    /// By blanks and marks.
    case alphabetic
    /// Not at all: Chinese, Japanese, Korean, Thai and their neighbours.
    case dense
    /// No letter or digit.
    case none

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1100...0x11FF, 0x3041...0x30FF,
            0x3105...0x312F, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97F,
            0xAC00...0xD7FF, 0xF900...0xFAFF, 0x20000...0x3FFFF, 0x3005...0x3007:
            self = .dense
        default:
            let properties = scalar.properties
            self =
                properties.isAlphabetic || properties.numericType != nil
                    || properties.generalCategory == .nonspacingMark
                    || properties.generalCategory == .spacingMark
                ? .alphabetic : .none
        }
    }
}

/// Takes decomposed scalars one by one and puts the folded ones together.
private struct Letters {
    private var text = " ".unicodeScalars
    private var last = Writing.none
    /// A blank between two letters of dense writing is no gap: people spread words to hide them.
    private var gap = Gap.none
    /// A digit that may stand for a letter, if a letter follows.
    private var digit: Unicode.Scalar?

    private enum Gap { case none, blank, mark }

    mutating func take(_ scalar: Unicode.Scalar) {
        if Self.isDropped(scalar) { return }
        let writing = Writing(scalar)
        guard writing != .none else {
            settleDigit(before: nil)
            gap = scalar.properties.isWhitespace && gap != .mark ? .blank : .mark
            return
        }
        // By way of the capital, so that ß and ss, ſ and s are one.
        let folded = scalar.properties.uppercaseMapping.lowercased()
        for small in folded.unicodeScalars where !Self.isDropped(small) {
            add(Lookalikes.plain[small] ?? small, writing)
        }
    }

    mutating func finished() -> String.UnicodeScalarView {
        settleDigit(before: nil)
        if text.last != " " { text.append(" ") }
        return text
    }

    private mutating func add(_ letter: Unicode.Scalar, _ writing: Writing) {
        settleDigit(before: letter)
        if gap == .mark || (gap == .blank && !(last == .dense && writing == .dense)) || last != writing {
            if text.last != " " { text.append(" ") }
        }
        let isWithinWord = gap == .none && last == .alphabetic && text.last.map(Self.isLatin) == true
        (gap, last) = (.none, writing)
        if isWithinWord, Lookalikes.digits[letter] != nil {
            digit = letter
        } else {
            text.append(letter)
        }
    }

    /// `b0mb` is a word, `mp3` is none: a digit counts as a letter between two letters only.
    private mutating func settleDigit(before next: Unicode.Scalar?) {
        guard let held = digit else { return }
        digit = nil
        let isBetween = gap == .none && next.map(Self.isLatin) == true
        text.append(isBetween ? Lookalikes.digits[held] ?? held : held)
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) }

    /// Diacritics of alphabetic writings, and what nobody sees; the marks of other writings are part of their letters.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
