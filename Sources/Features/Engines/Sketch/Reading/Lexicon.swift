/// Every word that Sketch understands, in all its languages at once: prompts mix them.
struct Lexicon: Sendable {
    private var meanings: [String: Meaning] = [:]
    /// Which file each word came from, to name both when two claim it.
    private var owners: [String: String] = [:]
    /// In words of a spaced language.
    private(set) var longestPhrase = 1
    /// In characters of an unspaced language.
    private(set) var longestRun = 1

    func meaning(_ word: String) -> Meaning? {
        meanings[word]
    }

    init(
        subjects: [String: SketchSubject],
        settings: [String: Setting],
        styles: [DrawingStyle],
        words: [(file: String, words: WordsFile)]
    ) throws(LibraryDefect) {
        let irregular = Set(words.flatMap(\.words.plurals))
        for subject in subjects.values.sorted(by: { $0.id < $1.id }) {
            let file = "subjects/\(subject.id).svg"
            for list in subject.words.values {
                for word in list {
                    let isPlural = irregular.contains(word) || Self.isPlural(word, among: list)
                    try add(word, .subject(id: subject.id, isPlural: isPlural), from: file)
                }
            }
        }
        for setting in settings.values.sorted(by: { $0.id < $1.id }) {
            for word in setting.words.values.joined() {
                try add(word, .setting(setting.id), from: "settings/\(setting.id).svg")
            }
        }
        for style in styles {
            for word in style.words.values.joined() {
                try add(word, .style(style.id), from: "styles/\(style.id).json")
            }
        }
        for (file, list) in words {
            for (word, meaning) in try list.entries(file: file) { try add(word, meaning, from: file) }
        }
    }

    private mutating func add(_ word: String, _ meaning: Meaning, from file: String) throws(LibraryDefect) {
        let key = Self.folded(word)
        if let earlier = meanings[key], earlier != meaning {
            let owner = owners[key] ?? file
            throw LibraryDefect(file, "the word \"\(word)\" is used twice, the other time in \(owner)")
        }
        meanings[key] = meaning
        owners[key] = file
        if key.first.map(CharacterKind.init) == .ideograph {
            longestRun = max(longestRun, key.count)
        } else {
            longestPhrase = max(longestPhrase, key.split(separator: " ").count)
        }
    }

    /// As looked up: lower case, hyphens as spaces, one kind of apostrophe.
    static func folded(_ word: some StringProtocol) -> String {
        word.lowercased().replacing("-", with: " ").replacing("’", with: "'")
    }

    /// Whether a listed word is the plural of another one.
    private static func isPlural(_ word: String, among words: [String]) -> Bool {
        guard word.hasSuffix("s") else { return false }
        let stems = [
            String(word.dropLast()), String(word.dropLast(2)), word.dropLast(3) + "y", word.dropLast(3) + "f",
        ]
        let endings = [
            word.hasSuffix("s"), word.hasSuffix("es"), word.hasSuffix("ies"), word.hasSuffix("ves"),
        ]
        return zip(stems, endings).contains { stem, fits in fits && words.contains(stem) }
    }
}
