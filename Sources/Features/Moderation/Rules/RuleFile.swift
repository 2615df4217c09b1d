import Crypto
import Foundation
import Kernel

/// Reads the operator's block list.
///
/// A rule is a name in brackets, lines of facts, and a line with a hyphen for each word or phrase:
///
///     [weapons]
///     reason: Instructions for building weapons are not drawn here.
///     reason.zh-Hant: 這裡不畫武器的製作說明。
///     language: en
///     severity: high
///     - pipe bomb
///
/// `reason` is required. `language: zh` (or ja, ko, th) looks for the phrases within words too, any other language for whole words
/// alone; without it the letters decide. Lines that begin with `#` and empty ones say nothing.
struct RuleFile {
    static let mostRules = 10_000
    static let mostPhrases = 50_000
    static let longestPhrase = 200
    static let longestReason = 300
    /// In bytes.
    static let longest = 4 << 20
    /// More would hide the first.
    private static let mostFaults = 20

    private static let denseLanguages: Set<Substring> = ["zh", "ja", "ko", "th"]

    private var rules: [PromptRule] = []
    private var names: Set<String> = []
    private var phraseCount = 0
    private var draft: Draft?
    private var faults: [RuleFileRefusal.Fault] = []

    private struct Draft {
        let name: String
        let line: Int
        var reasons: [Language: String] = [:]
        var severity: Severity?
        var language: String?
        var phrases: [(text: String, line: Int)] = []
    }

    /// - Throws: every fault with its line.
    static func rules(in text: Data, of path: String) throws(RuleFileRefusal) -> PromptRules {
        guard text.count <= longest, let string = String(validating: text, as: UTF8.self) else {
            throw RuleFileRefusal(
                path: path,
                faults: [.init(line: nil, reason: "must be UTF-8 text of at most 4 MiB")]
            )
        }
        var file = RuleFile()
        // A byte order mark is no part of a name.
        let lines = string.drop { $0 == "\u{FEFF}" }.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (number, line) in lines.enumerated() where file.faults.count < mostFaults {
            file.take(line.trimmingCharacters(in: .whitespaces), at: number + 1)
        }
        file.close()
        guard file.faults.isEmpty else { throw RuleFileRefusal(path: path, faults: file.faults) }
        let digest = SHA256.hash(data: text).prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return PromptRules(file.rules, version: digest.joined())
    }

    private mutating func take(_ line: String, at number: Int) {
        if line.isEmpty || line.hasPrefix("#") { return }
        if line.hasPrefix("[") { return begin(line, at: number) }
        guard draft != nil else { return refuse("comes before the first [rule]", number) }
        if line.hasPrefix("-") {
            return takePhrase(line.dropFirst().trimmingCharacters(in: .whitespaces), at: number)
        }
        guard let colon = line.firstIndex(of: ":") else {
            return refuse("is neither [rule], key: value nor - phrase", number)
        }
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        takeFact(line[..<colon].trimmingCharacters(in: .whitespaces), value, at: number)
    }

    private mutating func begin(_ line: String, at number: Int) {
        close()
        let name = line.dropFirst().prefix { $0 != "]" }
        guard line.hasSuffix("]"), line.count == name.count + 2, Self.isName(name) else {
            draft = nil
            return refuse("a rule's name is 1 to 64 of a-z, 0-9 and hyphens, in brackets", number)
        }
        if !names.insert(String(name)).inserted { refuse("names a rule that is there already", number) }
        draft = Draft(name: String(name), line: number)
    }

    private static func isName(_ name: Substring) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    private mutating func takePhrase(_ text: String, at number: Int) {
        phraseCount += 1
        guard text.count <= Self.longestPhrase, FoldedText.phrase(text, isAnywhere: false) != nil else {
            return refuse("a phrase has at least one letter and at most 200 characters", number)
        }
        guard phraseCount <= Self.mostPhrases else { return refuse("is beyond 50,000 phrases", number) }
        draft?.phrases.append((text, number))
    }

    private mutating func takeFact(_ key: String, _ value: String, at number: Int) {
        switch key {
        case "reason": takeReason(value, .english, at: number)
        case "severity":
            guard let severity = Severity(rawValue: value), draft?.severity == nil else {
                return refuse("severity is low, medium or high, once", number)
            }
            draft?.severity = severity
        case "language":
            let primary = value.split(separator: "-").first ?? ""
            guard (2...3).contains(primary.utf8.count),
                primary.utf8.allSatisfy({ (0x61...0x7A).contains($0) }),
                draft?.language == nil
            else { return refuse("language is a tag such as en or zh-Hant, once", number) }
            draft?.language = value
        default:
            guard key.hasPrefix("reason."), let language = Language(rawValue: String(key.dropFirst(7))) else {
                return refuse("the keys are reason, reason.zh-Hant, language and severity", number)
            }
            takeReason(value, language, at: number)
        }
    }

    private mutating func takeReason(_ text: String, _ language: Language, at number: Int) {
        let isShown = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard (1...Self.longestReason).contains(text.count), isShown, draft?.reasons[language] == nil else {
            return refuse("a reason has 1 to 300 characters in one line, once for each language", number)
        }
        draft?.reasons[language] = text
    }

    private mutating func close() {
        guard let draft else { return }
        if draft.reasons.isEmpty {
            refuse("[\(draft.name)] has no reason: say why to whoever is refused", draft.line)
        }
        if draft.phrases.isEmpty { refuse("[\(draft.name)] has no phrase", draft.line) }
        guard rules.count < Self.mostRules else { return refuse("is beyond 10,000 rules", draft.line) }
        let isDense =
            draft.language.map { Self.denseLanguages.contains($0.split(separator: "-")[0]) } ?? false
        rules.append(
            PromptRule(
                id: draft.name,
                reasons: draft.reasons,
                severity: draft.severity ?? .medium,
                phrases: draft.phrases.compactMap { FoldedText.phrase($0.text, isAnywhere: isDense) }
            )
        )
        self.draft = nil
    }

    private mutating func refuse(_ reason: String, _ line: Int) {
        faults.append(.init(line: line, reason: reason))
    }
}

/// Why a block list cannot be used: what is wrong, line by line.
package struct RuleFileRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package struct Fault: Hashable, Sendable {
        /// From 1; nil when it is the file itself.
        package let line: Int?
        package let reason: String
    }

    package let path: String
    package let faults: [Fault]

    package var description: String {
        faults.map { "\(path)\($0.line.map { ", line \($0)" } ?? ""): \($0.reason)" }.joined(separator: "\n")
    }
}
