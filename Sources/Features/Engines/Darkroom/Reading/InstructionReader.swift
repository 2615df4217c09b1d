package import Kernel

/// Reads what is to be done to a picture, in English or Chinese or both at once.
package struct InstructionReader: Sendable {
    private let lexicon: InstructionLexicon

    package init(_ lexicon: InstructionLexicon) {
        self.lexicon = lexicon
    }

    /// Reads an instruction; never fails, whatever it is given.
    ///
    /// `canvas` is the size of the picture, `mask` what a person painted on it, so that tools work there alone; `others` are
    /// further pictures, which an instruction calls the second and the third.
    package func read(
        _ text: String,
        canvas: PixelSize,
        mask: ImageID? = nil,
        others: [ImageID] = []
    ) -> InstructionReading {
        let tokens = InstructionTokeniser.tokens(of: text, lexicon: lexicon)
        let grammar = InstructionGrammar(tokens)
        var resolver = InstructionResolver(canvas: canvas, mask: mask, others: others)
        for frame in grammar.frames { resolver.take(frame) }
        var strange: [String] = []
        for words in grammar.unknown + resolver.notUnderstood where !strange.contains(words) {
            strange.append(words)
        }
        let reported = Array(strange.prefix(InstructionGrammar.mostUnknown))
        let nearest = NearestTools(lexicon).tools(to: reported)
        return InstructionReading(
            steps: resolver.steps,
            understood: resolver.understood,
            notUnderstood: reported,
            nearest: nearest,
            lack: resolver.lack,
            hints: hints(nearest)
        )
    }

    private func hints(_ tools: [EditTool]) -> [Language: [String]] {
        var hints: [Language: [String]] = [:]
        for (language, names) in lexicon.names {
            guard let language = Language(tag: language) else { continue }
            hints[language] = tools.compactMap { names[$0] }
        }
        return hints
    }
}
