/// The abstract patterns of a library, with the palettes that they are drawn in.
package struct Patterns: Sendable {
    static let file = "patterns/palettes.json"

    package let kinds: [PatternDesign]
    let palettes: [PatternPalette]
    /// Words for any pattern: abstract, 抽象.
    let words: [String: [String]]
    /// How much livelier a mood makes them, from -1 to 1.
    let energy: [String: Double]

    subscript(id: String) -> PatternDesign? {
        kinds.first { $0.id == id }
    }

    /// Files may name only moods that there are.
    func check(suits known: Set<String>) throws(LibraryDefect) {
        for kind in kinds { try check(kind.mood.suits, known, "patterns/\(kind.id).json") }
        for palette in palettes { try check(palette.mood.suits, known, Self.file) }
        try check(Set(energy.keys), known, Self.file)
    }

    private func check(_ names: Set<String>, _ known: Set<String>, _ file: String) throws(LibraryDefect) {
        if let unknown = names.subtracting(known).min() {
            throw LibraryDefect(file, "unknown mood \"\(unknown)\"")
        }
    }
}

/// What a pattern or a palette goes with.
struct Mood: Sendable {
    /// Tones, times, seasons, weathers and settings.
    let suits: Set<String>
    /// Words that bring it to mind, though they mean something else.
    let evokes: [String: [String]]

    /// How well it goes with what was said: 0 for not at all.
    func score(_ said: Set<String>, _ theme: Theme) -> Int {
        let words = evokes.values.joined().count { theme.has($0) }
        return suits.intersection(said).count + 2 * words
    }
}

/// Colours that go together: the ground, three or more that run from one to the other, an accent.
struct PatternPalette: Sendable {
    /// Of the accent on the ground, and of the whole ramp, in contrast ratios.
    private static let leastAccent = 1.9
    private static let leastRamp = 1.9

    let id: String
    let colours: [SketchColour]
    let mood: Mood

    /// Refuses palettes in which the pattern would not show.
    func check(in file: String) throws(LibraryDefect) {
        guard Scene.Pattern.counts.contains(colours.count) else {
            throw LibraryDefect(file, "the palette \(id) has not five to eight colours")
        }
        let (ground, accent) = (colours[0], colours[colours.count - 1])
        guard accent.contrast(with: ground) >= Self.leastAccent else {
            throw LibraryDefect(file, "the accent of the palette \(id) is lost on its ground")
        }
        let ramp = colours[1..<colours.count - 1]
        guard ramp.contains(where: { $0.contrast(with: ground) >= Self.leastRamp }) else {
            throw LibraryDefect(file, "the palette \(id) is too pale")
        }
    }
}
