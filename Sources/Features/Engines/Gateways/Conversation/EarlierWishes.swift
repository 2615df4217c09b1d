import Engines
import Kernel

/// What was asked for before, told in words to engines that keep no turns.
struct EarlierWishes: Sendable {
    /// The words for now, with the wishes before them as far as both fit into a prompt.
    let prompt: Prompt
    /// Whether any are told.
    let areTold: Bool

    /// - Parameters:
    ///   - turns: how the picture came about that goes along as the first reference.
    ///   - now: what is to be done to it.
    ///   - model: one that takes a single picture makes it anew of what it reads, and is told what to do alone.
    init(_ turns: [EngineTurn], before now: Prompt, for model: Model) {
        let wishes = model.mostReferences > 1 ? turns.map(\.words.text).filter { !$0.isEmpty } : []
        for start in wishes.indices {
            // The oldest are left out first.
            guard let prompt = Self.prompt(Array(wishes[start...]), now) else { continue }
            self.prompt = prompt
            areTold = true
            return
        }
        prompt = now
        areTold = false
    }

    /// Nil for more than a prompt holds.
    private static func prompt(_ wishes: [String], _ now: Prompt) -> Prompt? {
        let list = wishes.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
        return try? Prompt(
            """
            Image 1 came of these wishes, the oldest first:
            \(list)

            Now change image 1 as follows, and keep everything else:
            \(now.text)
            """
        )
    }
}
