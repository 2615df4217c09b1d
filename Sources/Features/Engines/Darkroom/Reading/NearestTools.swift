/// Finds the tools whose words look most like words that nobody understood.
struct NearestTools {
    private static let most = 3
    /// What most people want, when nothing looks alike.
    private static let usual: [EditTool] = [.auto, .crop, .removeBackground]

    private let lexicon: InstructionLexicon

    init(_ lexicon: InstructionLexicon) {
        self.lexicon = lexicon
    }

    func tools(to words: [String]) -> [EditTool] {
        var best: [EditTool: Double] = [:]
        for word in words.map({ Lexicon.folded($0) }) {
            for (known, tool) in lexicon.toolWords {
                guard let distance = Self.distance(word, known) else { continue }
                best[tool] = min(best[tool] ?? 1, distance)
            }
        }
        let nearest = best.sorted { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }.map(\.key)
        return Array((nearest + Self.usual.filter { !nearest.contains($0) }).prefix(Self.most))
    }

    /// The share of characters that differ; nothing when more than half do.
    private static func distance(_ word: String, _ known: String) -> Double? {
        let longest = max(word.count, known.count)
        guard longest > 1, abs(word.count - known.count) * 2 <= longest else { return nil }
        let differing = EditDistance.between(word, known)
        return differing * 2 <= longest ? Double(differing) / Double(longest) : nil
    }
}
