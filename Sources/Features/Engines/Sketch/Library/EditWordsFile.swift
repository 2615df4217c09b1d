/// The words of instructions, in one language.
struct EditWordsFile: Decodable, Sendable {
    let add: [String]
    let give: [String]
    let remove: [String]
    let replace: [String]
    let into: [String]
    let more: [String]
    let shuffle: [String]
    let all: [String]
    /// Times the present size: bigger.
    let sizes: [String: Double]
    /// By so many widths and heights of the picture, y downwards: further left.
    let moves: [String: [Double]]

    /// What these words mean in an instruction, whatever they mean elsewhere.
    var meanings: [String: Meaning] {
        let lists: [([String], EditWord)] = [
            (add, .add), (give, .give), (remove, .remove), (replace, .replace), (into, .into), (more, .more),
            (shuffle, .shuffle), (all, .all),
        ]
        var meanings: [String: Meaning] = [:]
        for (words, edit) in lists {
            for word in words { meanings[Lexicon.folded(word)] = .edit(edit) }
        }
        for (word, factor) in sizes { meanings[Lexicon.folded(word)] = .quality([.size(factor)]) }
        for (word, step) in moves where step.count == 2 {
            meanings[Lexicon.folded(word)] = .quality([.step(ScenePoint(x: step[0], y: step[1]))])
        }
        return meanings
    }
}
