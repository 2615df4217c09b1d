/// What an instruction such as "make it night" or 加一個月亮 changes in a picture, as far as it was understood.
package struct SceneInstruction: Hashable, Sendable {
    let changes: [SceneChange]
    /// Words that stand for nothing that can be done or drawn, each once: personal data, like the prompt.
    package let notUnderstood: [String]
    /// Words that something near to them is drawn for.
    let approximated: [Reading.Approximation]

    /// Whether there is nothing to do.
    package var isEmpty: Bool { changes.isEmpty }

    /// Reads an instruction about a scene: what is in it decides whether "three cats" are new.
    package init(_ text: String, for scene: Scene, library: SketchLibrary) {
        let quotes = Quotes(text)
        let lexicon = library.instructionLexicon
        let tokens = Tokeniser.tokens(of: quotes.rest, lexicon: lexicon)
        var sense = InstructionSense(
            presence: ScenePresence(scene, library: library),
            lexicon: lexicon,
            quoted: quotes.quoted
        )
        for clause in InstructionClause.clauses(of: tokens, lexicon: lexicon) { sense.take(clause) }
        sense.finish()
        changes = sense.changes
        notUnderstood = sense.unknown
        approximated = sense.approximated
    }
}
