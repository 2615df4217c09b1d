/// Takes the quoted text out of a prompt: it is set as text in the picture.
struct Quotes {
    /// Opening and closing marks.
    private static let marks: [Character: Character] = [
        "\"": "\"", "“": "”", "「": "」", "『": "』", "《": "》", "＂": "＂",
    ]

    /// What was quoted, in order, marks and outer white space removed.
    private(set) var quoted: [String] = []
    /// The rest, a pause in the place of each quotation.
    private(set) var rest = ""

    /// A mark without a partner is an ordinary character.
    init(_ prompt: String) {
        let characters = Array(prompt)
        let lasts = Dictionary(
            characters.indices.map { (characters[$0], $0) },
            uniquingKeysWith: { _, later in later }
        )
        var place = 0
        while place < characters.count {
            let character = characters[place]
            if let closing = Self.marks[character], let last = lasts[closing], last > place,
                let end = characters[(place + 1)...].firstIndex(of: closing)
            {
                take(characters[(place + 1)..<end])
                place = end + 1
            } else {
                rest.append(character)
                place += 1
            }
        }
    }

    private mutating func take(_ characters: ArraySlice<Character>) {
        let words = String(characters).split { $0.isWhitespace }
        if !words.isEmpty { quoted.append(words.joined(separator: " ")) }
        rest.append(",")
    }
}
