import Crypto
// Compatibility normalisation is in the whole Foundation only.
package import Foundation
import Kernel
package import Purposes

extension Vault {
    /// In bytes: short enough for a small index, long enough that two words of one person never meet.
    private static let tokenLength = 12

    /// The keyed hashes of the words of `text`, by which its owner's search finds it; nobody else can read or make them.
    package func searchTokens<P>(of text: String, under permit: borrowing Permit<P>) async throws -> Set<Data>
    {
        let key = try await key(of: permit.subject).search
        return Set(
            SearchWords(text).words.map { word in
                Data(
                    HMAC<SHA256>.authenticationCode(for: Data(word.utf8), using: key).prefix(Self.tokenLength)
                )
            }
        )
    }
}

/// The words of a text as search knows them: NFKC and lower case; words of alphabetic scripts, characters and pairs of
/// neighbours for Han, Kana and Hangul, which write no spaces.
struct SearchWords {
    /// Words kept of one text.
    static let limit = 4_096

    private(set) var words: Set<String> = []

    init(_ text: String) {
        var run = ""
        var previous: Unicode.Scalar?
        for scalar in text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            guard words.count < Self.limit else { return }
            let isDense = Self.isDense(scalar)
            if isDense || !Self.isWordLike(scalar) { end(&run) }
            if isDense {
                words.insert(String(scalar))
                if let previous { words.insert(String(previous) + String(scalar)) }
            } else if Self.isWordLike(scalar) {
                run.unicodeScalars.append(scalar)
            }
            previous = isDense ? scalar : nil
        }
        end(&run)
    }

    private mutating func end(_ run: inout String) {
        if !run.isEmpty { words.insert(run) }
        run = ""
    }

    private static func isWordLike(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isAlphabetic || properties.numericType != nil
            || properties.generalCategory == .nonspacingMark
    }

    private static func isDense(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF,
            0x20000...0x323AF:
            true
        default:
            false
        }
    }
}
