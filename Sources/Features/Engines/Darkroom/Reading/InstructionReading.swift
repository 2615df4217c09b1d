package import Kernel

/// What an instruction asks for, as far as it was understood.
package struct InstructionReading: Hashable, Sendable {
    /// In the order that they are to be done in.
    package let steps: [EditStep]
    /// The words behind each step, and those that ask for nothing to be done, as they were typed.
    package let understood: [String]
    /// Words that stand for nothing that the darkroom can do, each once: personal data, like the prompt.
    package let notUnderstood: [String]
    /// Tools whose words look most like those, or the most common ones.
    package let nearest: [EditTool]
    /// What a step that was understood still needs: a mask, or another picture.
    package let lack: Problem?
    /// Words for the nearest tools that can be typed.
    let hints: [Language: [String]]
}

extension InstructionReading {
    /// The steps, when there are any.
    /// - Throws: `Problem` for what is lacking, or `instruction_not_understood`, which names the nearest tools.
    package func checked(field: String = "prompt") throws(Problem) -> [EditStep] {
        if let lack { throw lack }
        if !steps.isEmpty { return steps }
        var arguments: [String: String] = [:]
        for (language, words) in hints {
            arguments["tools.\(language.rawValue)"] = words.joined(
                separator: language == .english ? ", " : "、"
            )
        }
        throw Problem(.instructionNotUnderstood, field: field, arguments)
    }

    /// What is worth telling about it beside its steps.
    package var notes: [Note] {
        guard !steps.isEmpty, !notUnderstood.isEmpty else { return [] }
        return [Note(.instructionPartlyUnderstood, words: notUnderstood)]
    }
}
