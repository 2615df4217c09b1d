package import Kernel

/// One rule of the operator's: what may not be asked for, and what is said to whoever asks.
package struct PromptRule: Hashable, Sendable {
    /// Its name, in refusals and in the register.
    package let id: String
    /// What the person is told, in each language that the operator wrote it in.
    package let reasons: [Language: String]
    package let severity: Severity
    let phrases: [[UInt8]]

    /// The reason in the reader's language, else in any.
    package func reason(in language: Language) -> String? {
        reasons[language] ?? Language.allCases.lazy.compactMap { reasons[$0] }.first
    }
}

/// How grave something is; the graver, the earlier a person looks.
package enum Severity: String, CaseIterable, Sendable {
    case low
    case medium
    case high
}

/// The rules in force, and the automaton that finds their words.
package struct PromptRules: Sendable {
    /// The beginning of the file's SHA-256: names the edition in the register.
    package let version: String
    package let rules: [PromptRule]
    private let automaton: PhraseAutomaton

    /// No rule at all: what holds without a file.
    package static let none = PromptRules([], version: "none")

    init(_ rules: [PromptRule], version: String) {
        self.rules = rules
        self.version = version
        automaton = PhraseAutomaton(
            rules.enumerated().flatMap { place, rule in rule.phrases.map { (bytes: $0, rule: place) } }
        )
    }

    package func rule(named id: String) -> PromptRule? { rules.first { $0.id == id } }

    /// The first rule that a text breaks.
    package func broken(by text: String) -> PromptRule? {
        finding(in: FoldedText(text)).rule.map { rules[$0] }
    }

    func finding(in text: FoldedText) -> PhraseAutomaton.Finding { automaton.scan(text.bytes) }
}
