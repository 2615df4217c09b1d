import Foundation

/// The closed words of one language.
struct WordsFile: Decodable, Sendable {
    let format: Int
    let language: String
    let numbers: [String: Int]
    /// Words that multiply the number before them: dozen, hundred, 十.
    let multipliers: [String: Int]
    /// Plurals that do not end in s, among the words of subjects.
    let plurals: [String]
    /// Words between a number and what is counted: 隻, 朵.
    let measures: [String]
    let colours: [String: String]
    let sizes: [String: Double]
    /// Relations whose word stands before what they relate to, by relation.
    let before: [String: [String]]
    /// The same for words that stand after it: 上, 旁邊.
    let after: [String: [String]]
    /// Words that begin a place whose relation follows: 在.
    let places: [String]
    /// Words that tie what stands before them to what follows: 的.
    let ties: [String]
    /// Words that say that something is there: is, 有.
    let exists: [String]
    let joins: [String]
    /// Words that mean something already named: the, 那.
    let definite: [String]
    let times: [String: [String]]
    let sky: [String]
    let skip: [String]

    static let keys: Set<String> = [
        "format", "language", "numbers", "multipliers", "plurals", "measures", "colours", "sizes", "before",
        "after",
        "places", "ties", "exists", "joins", "definite", "times", "sky", "skip",
    ]

    init(file: String, bytes: [UInt8]) throws(LibraryDefect) {
        self = try StrictJSON.decode(Self.self, keys: Self.keys, from: Data(bytes), file: file)
        try MetadataCheck(file: file).format(format)
    }

    /// Every word with what it means.
    func entries(file: String) throws(LibraryDefect) -> [(word: String, meaning: Meaning)] {
        let check = MetadataCheck(file: file)
        var entries: [(word: String, meaning: Meaning)] = []
        for (word, value) in numbers { entries.append((word, .number(value))) }
        for (word, value) in multipliers { entries.append((word, .multiplier(value))) }
        for (word, text) in colours { entries.append((word, .colour(try check.colour(text)))) }
        for (word, factor) in sizes {
            try check.range("the size \"\(word)\"", factor, 0.2...3)
            entries.append((word, .size(factor)))
        }
        try entries += relations(before, file) { .relationBefore($0) }
        try entries += relations(after, file) { .relationAfter($0) }
        for (time, words) in times { entries += words.map { ($0, .time(time)) } }
        let plain: [([String], Meaning)] = [
            (measures, .measure), (places, .place), (ties, .tie), (exists, .exists), (joins, .join),
            (definite, .definite), (sky, .sky), (skip, .skip),
        ]
        for (words, meaning) in plain { entries += words.map { ($0, meaning) } }
        try check.words(entries.map(\.word))
        return entries
    }

    private func relations(
        _ lists: [String: [String]],
        _ file: String,
        _ meaning: (Relation) -> Meaning
    ) throws(LibraryDefect) -> [(word: String, meaning: Meaning)] {
        var entries: [(word: String, meaning: Meaning)] = []
        for (name, words) in lists {
            guard let relation = Relation(rawValue: name) else {
                throw LibraryDefect(file, "unknown relation \"\(name)\"")
            }
            entries += words.map { ($0, meaning(relation)) }
        }
        return entries
    }
}
