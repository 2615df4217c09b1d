import Crypto
import Foundation
package import Kernel

/// The words in which each consent is asked for: a consent is to these words and to no others.
package struct ConsentNotices: Sendable {
    private let texts: [String: [Language: String]]

    /// - Parameter texts: by the purpose's key and by language.
    package init(_ texts: [String: [Language: String]]) {
        self.texts = texts
    }

    /// From the string catalogues: `choice.measure_usage.title` and `choice.measure_usage.detail`.
    package init(_ catalogues: Catalogues, for purposes: some Sequence<String>) {
        texts = Dictionary(
            uniqueKeysWithValues: purposes.map { purpose in
                let words = Language.allCases.map { language in
                    let catalogue = catalogues[language]
                    let text = ["title", "detail"].map { catalogue["choice.\(purpose).\($0)"] }
                    return (language, text.joined(separator: "\n"))
                }
                return (purpose, Dictionary(uniqueKeysWithValues: words))
            }
        )
    }

    package func text(of purpose: String, in language: Language) -> String {
        texts[purpose]?[language] ?? purpose
    }

    /// SHA-256 of the words as NFC and UTF-8, in hexadecimal.
    package func hash(of purpose: String, in language: Language) -> String {
        let bytes = Data(text(of: purpose, in: language).precomposedStringWithCanonicalMapping.utf8)
        return SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
