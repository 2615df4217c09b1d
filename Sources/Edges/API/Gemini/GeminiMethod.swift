import Foundation
import Kernel

/// What an address asks of a model: `models/google/x:generateContent`.
struct GeminiMethod: Hashable {
    /// Without `models/` before it.
    let model: String
    /// What comes after the last colon.
    let verb: String

    /// Takes what follows `models/` or `tunedModels/` in an address; a slash in an id may be escaped.
    /// - Throws: `Problem` `not_found` for an address without a verb or a model.
    init(_ parts: [Substring]) throws(Problem) {
        let text = parts.joined(separator: "/")
        guard let text = text.removingPercentEncoding, let colon = text.lastIndex(of: ":") else {
            throw Problem(.notFound)
        }
        model = Self.bare(text[..<colon])
        verb = String(text[text.index(after: colon)...])
        guard !model.isEmpty else { throw Problem(.notFound) }
    }

    /// An id without the word that may stand before it.
    static func bare(_ name: some StringProtocol) -> String {
        for prefix in ["models/", "tunedModels/"] where name.hasPrefix(prefix) {
            return String(name.dropFirst(prefix.count))
        }
        return String(name)
    }
}
