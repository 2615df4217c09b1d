extension WordsFile {
    /// What a words file says of a word.
    enum Use: Hashable {
        /// A word of the grammar, which can be nothing else.
        case closed(Meaning)
        case quality(Quality)
        case facet(Facet)
        /// What the word means if it means nothing else.
        case weak(Meaning)
    }

    typealias Entry = (word: String, use: Use)

    /// Every word with what it means.
    func entries(file: String) throws(LibraryDefect) -> [Entry] {
        let entries = try grammar(file) + qualities(file) + facets(file)
        try MetadataCheck(file: file).words(entries.map(\.word))
        return entries
    }

    /// Words for all of a kind, of all files.
    static func kinds(
        in words: [(file: String, words: WordsFile)]
    ) throws(LibraryDefect) -> [String: SketchSubject.Kind] {
        var kinds: [String: SketchSubject.Kind] = [:]
        for (file, list) in words {
            for (name, words) in list.kinds {
                let kind: SketchSubject.Kind = try Self.named(name, "kind", file)
                for word in words { kinds[Lexicon.folded(word)] = kind }
            }
        }
        return kinds
    }

    private func grammar(_ file: String) throws(LibraryDefect) -> [Entry] {
        var entries: [Entry] = []
        entries += numbers.map { ($0.key, .closed(.number($0.value))) }
        entries += multipliers.map { ($0.key, .closed(.multiplier($0.value))) }
        entries += try Self.list(before, "relation", file) { .closed(.relationBefore($0)) }
        entries += try Self.list(after, "relation", file) { .closed(.relationAfter($0)) }
        entries += try Self.list(absences, "kind", file) { .closed(.absence($0)) }
        for verb in verbs {
            let meaning = Meaning.verb(try Self.verb(verb, file))
            entries += verb.words.map { ($0, .closed(meaning)) }
        }
        let closed: [([String], Meaning)] = [
            (articles, .article), (places, .place), (ties, .tie), (exists, .exists), (joins, .join),
            (alternatives, .alternative), (definite, .definite), (sky, .sky), (with, .verb(.with)),
            (without, .without), (not, .not), (but, .but),
        ]
        for (words, meaning) in closed { entries += words.map { ($0, .closed(meaning)) } }
        let weak: [([String], Meaning)] = [
            (measures, .measure), (skip, .skip), (clothes, .clothes), (texts, .text),
        ]
        for (words, meaning) in weak { entries += words.map { ($0, .weak(meaning)) } }
        return entries
    }

    private func qualities(_ file: String) throws(LibraryDefect) -> [Entry] {
        let check = MetadataCheck(file: file)
        var entries: [Entry] = []
        for (word, text) in colours {
            var colours: [SketchColour] = []
            for colour in text.split(separator: " ") { colours.append(try check.colour(String(colour))) }
            entries.append((word, .quality(.colours(colours))))
        }
        for (word, factor) in sizes {
            try check.range("the size \"\(word)\"", factor, 0.2...3)
            entries.append((word, .quality(.size(factor))))
        }
        entries += Self.list(materials) { .quality(.material($0)) }
        entries += Self.list(poses) { .quality(.pose($0)) }
        entries += Self.list(expressions) { .quality(.expression($0)) }
        return entries
    }

    private func facets(_ file: String) throws(LibraryDefect) -> [Entry] {
        var entries = Self.list(times) { .facet(.time($0)) }
        entries += Self.list(weathers) { .facet(.weather($0)) }
        entries += Self.list(tones) { .facet(.tone($0)) }
        entries += try Self.list(seasons, "season", file) { .facet(.season($0)) }
        entries += try Self.list(framing, "framing", file) { .facet(.framing($0)) }
        return entries
    }

    private static func list(_ lists: [String: [String]], _ use: (String) -> Use) -> [Entry] {
        lists.flatMap { name, words in words.map { ($0, use(name)) } }
    }

    /// The same for names that the code knows.
    private static func list<Name: RawRepresentable<String>>(
        _ lists: [String: [String]],
        _ sort: String,
        _ file: String,
        _ use: (Name) -> Use
    ) throws(LibraryDefect) -> [Entry] {
        var entries: [Entry] = []
        for (name, words) in lists {
            let value: Name = try named(name, sort, file)
            entries += words.map { ($0, use(value)) }
        }
        return entries
    }

    private static func named<Name: RawRepresentable<String>>(
        _ name: String,
        _ sort: String,
        _ file: String
    ) throws(LibraryDefect) -> Name {
        guard let value = Name(rawValue: name) else {
            throw LibraryDefect(file, "unknown \(sort) \"\(name)\"")
        }
        return value
    }

    private static func verb(_ entry: VerbEntry, _ file: String) throws(LibraryDefect) -> Verb {
        let relation: Relation = try named(entry.relation, "relation", file)
        return Verb(relation: relation, pose: entry.pose, leadsToFigure: entry.leadsToFigure ?? false)
    }
}
