/// All that the library's files say about one word, before it is settled what the word means.
struct WordUses {
    /// A use and the file that claims it.
    struct Claim<Use: Hashable> {
        let use: Use
        let file: String
    }

    /// The subject whose name it is.
    var noun: Claim<Noun>?
    /// The subject that is nearest to what it means, as the subject's own file says.
    var near: Claim<Noun>?
    /// The same, as a words file says of a whole category.
    var kin: Claim<Noun>?
    var qualities: [Claim<Quality>] = []
    var facets: [Claim<Facet>] = []
    /// A word of the grammar.
    var closed: Claim<Meaning>?
    /// What it means if it means nothing else.
    var weak: Claim<Meaning>?
    /// Whether it is a name of something that is not drawn.
    var isOther = false

    /// What it means; nil for what is known not to be drawn.
    ///
    /// The name of a thing beats what else the word says of pictures, and any of these a word that is only skipped.
    func meaning(of word: String) throws(LibraryDefect) -> Meaning? {
        try checkNames(word)
        if let closed {
            if let file = noun?.file ?? qualities.first?.file ?? facets.first?.file {
                throw Self.clash(word, file, closed.file)
            }
            return closed.use
        }
        let described = describing
        guard let noun = noun?.use else {
            if let described { return described }
            if let near = near?.use ?? kin?.use { return .thing(near) }
            return isOther ? nil : weak?.use
        }
        let qualities = described?.qualities ?? []
        return qualities.isEmpty ? .thing(noun) : .thingOrQuality(noun, qualities)
    }

    private var describing: Meaning? {
        let facets = facets.map(\.use).sorted { $0.sort.rawValue < $1.sort.rawValue }
        guard !qualities.isEmpty else { return facets.isEmpty ? nil : .facets(facets) }
        let tones = facets.compactMap { if case .tone(let tone) = $0 { Quality.tone(tone) } else { nil } }
        let options = (qualities.map(\.use) + tones).sorted { $0.sort.rawValue < $1.sort.rawValue }
        return tones.count == facets.count ? .quality(options) : .qualityOrFacets(options, facets)
    }

    /// A word names one thing, one place or one style.
    private func checkNames(_ word: String) throws(LibraryDefect) {
        let names =
            [noun?.file].compactMap(\.self)
            + facets.filter { $0.use.sort == .setting || $0.use.sort == .style }.map(\.file)
        if names.count > 1 { throw Self.clash(word, names[1], names[0]) }
    }

    static func clash(_ word: String, _ file: String, _ other: String) -> LibraryDefect {
        LibraryDefect(file, "the word \"\(word)\" is used twice, the other time in \(other)")
    }
}
