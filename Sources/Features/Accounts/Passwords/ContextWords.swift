/// Words that anybody would try for this site or this person, folded to lower-case letters.
struct ContextWords: Sendable {
    private let words: Set<[Unicode.Scalar]>

    /// Takes names whole and word by word.
    init(_ names: [String]) {
        self.init(words: Set(names.flatMap(Self.words)))
    }

    private init(words: Set<[Unicode.Scalar]>) {
        self.words = words
    }

    func adding(_ names: [String]) -> ContextWords {
        ContextWords(words: words.union(names.flatMap(Self.words)))
    }

    /// Whether the text's letters are these words one after the other; digits and signs between them count for nothing.
    func makeUp(_ text: String) -> Bool {
        let letters = Self.letters(text)
        guard !letters.isEmpty else { return false }
        var isReached = [true] + letters.map { _ in false }
        for place in letters.indices where isReached[place] {
            for word in words where letters[place...].starts(with: word) {
                isReached[place + word.count] = true
            }
        }
        return isReached[letters.count]
    }

    private static func words(of name: String) -> [[Unicode.Scalar]] {
        let parts = name.unicodeScalars.split { !$0.properties.isAlphabetic }.map { letters(String($0)) }
        return (parts + [letters(name)]).filter(isLongEnough)
    }

    /// Short ones make up too much that has nothing to do with them; two signs of Chinese are a word.
    private static func isLongEnough(_ word: [Unicode.Scalar]) -> Bool {
        word.count >= (word.allSatisfy(\.isASCII) ? 3 : 2)
    }

    private static func letters(_ text: String) -> [Unicode.Scalar] {
        text.lowercased().unicodeScalars.filter(\.properties.isAlphabetic)
    }
}
