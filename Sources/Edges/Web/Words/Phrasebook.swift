import Kernel
import Logging
import Mustache

/// A catalogue as templates read it: `{{t.studio_prompt_label}}` is its `studio.prompt_label`.
struct Phrasebook: MustacheParent, Sendable {
    let language: Language
    private let phrases: [String: String]

    init(_ catalogue: Catalogue) {
        language = catalogue.language
        // Two keys that differ only in dots, dashes and underscores would be one name; a test forbids them.
        phrases = Dictionary(
            catalogue.strings.map { (Self.name(of: $0.key), $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// How templates call a key of the catalogue.
    static func name(of key: String) -> String {
        String(key.map { $0 == "." || $0 == "-" ? "_" : $0 })
    }

    func child(named name: String) -> Any? {
        guard let phrase = phrases[name] else {
            Logger.current.error(
                "A template asks for a phrase that the catalogue lacks",
                metadata: ["error": "\(name)"]
            )
            return nil
        }
        return phrase
    }
}
