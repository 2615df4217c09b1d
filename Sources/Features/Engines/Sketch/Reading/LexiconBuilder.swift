/// Gathers the words of all files and refuses those that two of them claim.
struct LexiconBuilder {
    private var uses: [String: WordUses] = [:]
    /// Plurals that do not end in s.
    private let irregular: Set<String>

    init(irregular: Set<String>) {
        self.irregular = irregular
    }

    /// The words that a subject is drawn for.
    mutating func add(_ subject: SketchSubject) throws(LibraryDefect) {
        let file = "subjects/\(subject.id).svg"
        for list in subject.words.values {
            for noun in nouns(list, subject.id, isNearest: false) {
                try set(\.noun, noun.word, noun.noun, file)
            }
        }
        for list in subject.near.values {
            for noun in nouns(list, subject.id, isNearest: true) {
                try set(\.near, noun.word, noun.noun, file)
            }
        }
    }

    mutating func add(
        _ words: [String: [String]],
        _ facet: Facet,
        from file: String
    ) throws(LibraryDefect) {
        for word in words.values.joined() { try add(word, .facet(facet), from: file) }
    }

    /// One language's words; the categories of subjects that are not in the library are only known by name.
    mutating func add(
        _ words: WordsFile,
        from file: String,
        subjects: [String: SketchSubject]
    ) throws(LibraryDefect) {
        for entry in try words.entries(file: file) { try add(entry.word, entry.use, from: file) }
        for (subject, list) in words.kin {
            for noun in nouns(list, subject, isNearest: true) {
                if subjects[subject] == nil {
                    uses[Lexicon.folded(noun.word), default: WordUses()].isOther = true
                } else {
                    try set(\.kin, noun.word, noun.noun, file)
                }
            }
        }
        for word in words.others { uses[Lexicon.folded(word), default: WordUses()].isOther = true }
    }

    /// What every word means.
    func meanings() throws(LibraryDefect) -> [String: Meaning] {
        var meanings: [String: Meaning] = [:]
        for (word, uses) in uses.sorted(by: { $0.key < $1.key }) {
            meanings[word] = try uses.meaning(of: word) ?? .other
        }
        return meanings
    }

    private mutating func add(
        _ word: String,
        _ use: WordsFile.Use,
        from file: String
    ) throws(LibraryDefect) {
        switch use {
        case .closed(let meaning): try set(\.closed, word, meaning, file)
        case .weak(let meaning): try set(\.weak, word, meaning, file)
        case .quality(let quality):
            try append(to: \.qualities, word, quality, file) { $0.sort == quality.sort }
        case .facet(let facet):
            try append(to: \.facets, word, facet, file) { $0.sort == facet.sort }
        }
    }

    private mutating func set<Use: Hashable>(
        _ slot: WritableKeyPath<WordUses, WordUses.Claim<Use>?>,
        _ word: String,
        _ use: Use,
        _ file: String
    ) throws(LibraryDefect) {
        let key = Lexicon.folded(word)
        if let earlier = uses[key]?[keyPath: slot], earlier.use != use {
            throw WordUses.clash(word, file, earlier.file)
        }
        uses[key, default: WordUses()][keyPath: slot] = WordUses.Claim(use: use, file: file)
    }

    /// A word has one colour, one season and one of whatever else there is.
    private mutating func append<Use: Hashable>(
        to slot: WritableKeyPath<WordUses, [WordUses.Claim<Use>]>,
        _ word: String,
        _ use: Use,
        _ file: String,
        isRival: (Use) -> Bool
    ) throws(LibraryDefect) {
        let key = Lexicon.folded(word)
        let earlier = uses[key]?[keyPath: slot] ?? []
        if earlier.contains(where: { $0.use == use }) { return }
        if let rival = earlier.first(where: { isRival($0.use) }) {
            throw WordUses.clash(word, file, rival.file)
        }
        uses[key, default: WordUses()][keyPath: slot].append(WordUses.Claim(use: use, file: file))
    }

    private func nouns(
        _ list: [String],
        _ subject: String,
        isNearest: Bool
    ) -> [(word: String, noun: Noun)] {
        let stems = Set(list)
        return list.map { word in
            let isPlural = irregular.contains(word) || Plural.stems(of: word).contains { stems.contains($0) }
            return (word, Noun(subject: subject, isPlural: isPlural, isNearest: isNearest))
        }
    }
}
