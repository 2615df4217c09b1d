import Foundation
import Kernel

/// The words that the darkroom understands in one language: a file of `share/darkroom/words`.
struct InstructionWordsFile: Decodable, Sendable {
    let format: Int
    let language: String
    /// By tool; `-exposure` for words that turn it the other way.
    let actions: [String: [String]]
    let qualities: [String: [String]]
    let verbs: [String: [String]]
    let degrees: [String: Double]
    let numbers: [String: Double]
    let multipliers: [String: Double]
    let units: [String: [String]]
    let ratios: [String: String]
    let sides: [String: [String]]
    let parts: [String: [String]]
    let colours: [String: String]
    let transparent: [String]
    /// Words for the other pictures of a request, the first of them first.
    let others: [[String]]
    let negations: [String]
    let joins: [String]
    let alternatives: [String]
    let ties: [String: [String]]
    let definite: [String]
    let skip: [String]

    static let keys: Set<String> = [
        "format", "language", "actions", "qualities", "verbs", "degrees", "numbers", "multipliers", "units",
        "ratios", "sides", "parts", "colours", "transparent", "others", "negations", "joins", "alternatives",
        "ties", "definite", "skip",
    ]

    init(file: String, bytes: [UInt8]) throws(LibraryDefect) {
        self = try StrictJSON.decode(Self.self, keys: Self.keys, from: Data(bytes), file: file)
        try MetadataCheck(file: file).format(format)
    }

    /// The first word of each tool.
    var names: [EditTool: String] {
        var names: [EditTool: String] = [:]
        for tool in EditTool.allCases {
            names[tool] = (actions[tool.rawValue] ?? qualities[tool.rawValue])?.first
        }
        return names
    }

    /// Every word with what it means.
    func entries(file: String) throws(LibraryDefect) -> [(word: String, meaning: InstructionMeaning)] {
        var entries: [(word: String, meaning: InstructionMeaning)] = []
        for (key, words) in actions {
            let isOpposite = key.hasPrefix("-")
            let tool = try Self.named(isOpposite ? String(key.dropFirst()) : key, EditTool.self, file)
            entries += words.map { ($0, .action(tool, sign: isOpposite ? -1 : 1)) }
        }
        entries += try Self.entries(of: qualities, file) { .quality($0) }
        entries += try Self.entries(of: verbs, file) { .verb($0) }
        entries += try Self.entries(of: units, file) { .unit($0) }
        entries += try Self.entries(of: sides, file) { .side($0) }
        entries += try Self.entries(of: parts, file) { .part($0) }
        entries += try Self.entries(of: ties, file) { .tie($0) }
        entries += degrees.map { ($0, .degree($1)) }
        entries += numbers.map { ($0, .number($1)) }
        entries += multipliers.map { ($0, .multiplier($1)) }
        for (word, text) in ratios {
            guard let ratio = EditAspect(text) else { throw LibraryDefect(file, "\"\(text)\" is no ratio") }
            entries.append((word, .ratio(ratio)))
        }
        for (word, text) in colours {
            guard let colour = Colour(text), colour.isOpaque else {
                throw LibraryDefect(file, "\"\(text)\" is not #rrggbb")
            }
            entries.append((word, .colour(colour)))
        }
        for (place, words) in others.enumerated() { entries += words.map { ($0, .other(place)) } }
        let plain: [([String], InstructionMeaning)] = [
            (transparent, .transparent), (negations, .negation), (joins, .join), (alternatives, .alternative),
            (definite, .definite), (skip, .skip),
        ]
        for (words, meaning) in plain { entries += words.map { ($0, meaning) } }
        try MetadataCheck(file: file).words(entries.map(\.word))
        return entries
    }

    private static func entries<Name: RawRepresentable<String>>(
        of lists: [String: [String]],
        _ file: String,
        _ meaning: (Name) -> InstructionMeaning
    ) throws(LibraryDefect) -> [(word: String, meaning: InstructionMeaning)] {
        var entries: [(word: String, meaning: InstructionMeaning)] = []
        for (key, words) in lists {
            let name = try named(key, Name.self, file)
            entries += words.map { ($0, meaning(name)) }
        }
        return entries
    }

    private static func named<Name: RawRepresentable<String>>(
        _ key: String,
        _ type: Name.Type,
        _ file: String
    ) throws(LibraryDefect) -> Name {
        guard let name = Name(rawValue: key) else { throw LibraryDefect(file, "unknown name \"\(key)\"") }
        return name
    }
}
