import Foundation

/// The names of files that people bring.
enum FileName {
    /// In characters.
    private static let longest = 255

    /// The name without folders, control characters and signs that turn the direction of writing; nil when nothing is left.
    static func tidied(_ sent: String) -> String? {
        let last = sent.prefix(longest * 16).split { $0 == "/" || $0 == "\\" }.last ?? ""
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: last.unicodeScalars.filter(isKept))
        let name = String(kept).precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespaces)
        return name.isEmpty ? nil : String(name.prefix(longest))
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2028...0x202E, 0x2066...0x2069: false
        default: scalar.properties.generalCategory != .control
        }
    }
}
