/// Every word that Sketch understands, in all its languages at once: prompts mix them.
struct Lexicon: Sendable {
    private var meanings: [String: Meaning]
    /// Words for all of a kind: people, animals.
    let kinds: [String: SketchSubject.Kind]
    /// By subject.
    let traits: [String: Traits]
    /// Words before what something becomes.
    private(set) var into: Set<String> = []
    /// In words of a spaced language.
    private(set) var longestPhrase = 1
    /// In characters of an unspaced language.
    private(set) var longestRun = 1

    init(
        subjects: [String: SketchSubject],
        settings: [String: Setting],
        styles: [DrawingStyle],
        patterns: Patterns,
        words: [(file: String, words: WordsFile)]
    ) throws(LibraryDefect) {
        var builder = LexiconBuilder(irregular: Set(words.flatMap(\.words.plurals)))
        for subject in subjects.values.sorted(by: { $0.id < $1.id }) { try builder.add(subject) }
        for setting in settings.values.sorted(by: { $0.id < $1.id }) {
            try builder.add(setting.words, .setting(setting.id), from: "settings/\(setting.id).svg")
        }
        for style in styles {
            try builder.add(style.words, .style(style.id), from: "styles/\(style.id).json")
        }
        try builder.add(patterns.words, .pattern(nil), from: Patterns.file)
        for pattern in patterns.kinds {
            try builder.add(pattern.words, .pattern(pattern.id), from: "patterns/\(pattern.id).json")
        }
        for (file, list) in words { try builder.add(list, from: file, subjects: subjects) }
        meanings = try builder.meanings()
        kinds = try WordsFile.kinds(in: words)
        let poses = Dictionary(grouping: subjects.values.compactMap(\.poseOf), by: \.subject)
        traits = subjects.mapValues { Traits($0, poses: Set((poses[$0.id] ?? []).map(\.pose) + $0.shows)) }
        measure(meanings.keys)
    }

    /// All of them, folded, in no order.
    var words: some Collection<String> { meanings.keys }

    func meaning(_ word: String) -> Meaning? {
        meanings[word]
    }

    /// The same for instructions, where some words mean something else.
    ///
    /// What becomes what is said with common words (to, for, with), which keep their meaning.
    func overlaid(with lists: [[String: Meaning]]) -> Lexicon {
        var lexicon = self
        for (word, meaning) in lists.joined() where meaning != .edit(.into) || meanings[word] == nil {
            lexicon.meanings[word] = meaning
        }
        lexicon.into.formUnion(lists.joined().filter { $0.value == .edit(.into) }.map(\.key))
        lexicon.measure(lexicon.meanings.keys)
        return lexicon
    }

    private mutating func measure(_ words: some Sequence<String>) {
        for word in words {
            if word.first.map(CharacterKind.init) == .ideograph {
                longestRun = max(longestRun, word.count)
            } else {
                longestPhrase = max(longestPhrase, word.split(separator: " ").count)
            }
        }
    }

    /// As looked up: lower case, hyphens as spaces, one kind of apostrophe.
    static func folded(_ word: some StringProtocol) -> String {
        word.lowercased().replacing("-", with: " ").replacing("’", with: "'")
    }
}
