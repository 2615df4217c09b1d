import Foundation

/// The files of `patterns/`: one for each pattern, and the palettes that they share.
struct PatternFiles {
    private var kinds: [PatternKind: PatternDesign] = [:]
    private var palettes: PalettesContents?

    mutating func read(_ file: String, _ bytes: [UInt8]) throws(LibraryDefect) {
        if file == Patterns.file {
            palettes = try PalettesContents(bytes: bytes)
        } else {
            let design = try PatternDesign(file: file, bytes: bytes)
            kinds[design.kind] = design
        }
    }

    /// All of them, once everything that pictures need was there.
    func complete() throws(LibraryDefect) -> Patterns {
        guard let palettes else { throw LibraryDefect(Patterns.file, "is missing") }
        for kind in PatternKind.allCases where kinds[kind] == nil {
            throw LibraryDefect("patterns/\(kind.rawValue).json", "is missing")
        }
        return Patterns(
            kinds: PatternKind.allCases.compactMap { kinds[$0] },
            palettes: try palettes.checked(),
            words: palettes.words,
            energy: palettes.energy
        )
    }
}

/// The JSON of `patterns/palettes.json`.
struct PalettesContents: Decodable {
    struct Entry: Decodable {
        let id: String
        let ground: String
        let ramp: [String]
        let accent: String
        let suits: [String]
        let evokes: [String: [String]]?
    }

    let format: Int
    let words: [String: [String]]
    let energy: [String: Double]
    let palettes: [Entry]

    init(bytes: [UInt8]) throws(LibraryDefect) {
        self = try StrictJSON.decode(
            Self.self,
            keys: ["format", "words", "energy", "palettes"],
            from: Data(bytes),
            file: Patterns.file
        )
        let check = MetadataCheck(file: Patterns.file)
        try check.format(format)
        try check.allWords(words)
        for (mood, energy) in energy { try check.range("the energy of \(mood)", energy, -1...1) }
    }

    func checked() throws(LibraryDefect) -> [PatternPalette] {
        guard palettes.count >= 2 else { throw LibraryDefect(Patterns.file, "needs two palettes") }
        var checked: [PatternPalette] = []
        for entry in palettes {
            let check = MetadataCheck(file: Patterns.file)
            var colours: [SketchColour] = []
            for text in [entry.ground] + entry.ramp + [entry.accent] {
                colours.append(try check.colour(text))
            }
            let palette = PatternPalette(
                id: entry.id,
                colours: colours,
                mood: Mood(suits: Set(entry.suits), evokes: entry.evokes ?? [:])
            )
            try palette.check(in: Patterns.file)
            checked.append(palette)
        }
        return checked
    }
}
