/// Pictures called by their number: `image 2`, `圖3`.
enum NumberedPictures {
    /// The first is the one that is edited.
    private static let numbers = 2.0...14.0

    static func joined(_ tokens: [InstructionToken]) -> [InstructionToken] {
        var joined: [InstructionToken] = []
        var place = 0
        while place < tokens.count {
            if let number = number(tokens, at: place) {
                let text =
                    tokens[place].text + (tokens[place].isIdeographic ? "" : " ") + tokens[place + 1].text
                joined.append(
                    InstructionToken(
                        .known(.other(number - 2)),
                        text,
                        isIdeographic: tokens[place].isIdeographic
                    )
                )
                place += 2
            } else {
                joined.append(tokens[place])
                place += 1
            }
        }
        return joined
    }

    /// A whole number behind a word for the picture, that counts nothing else.
    private static func number(_ tokens: [InstructionToken], at place: Int) -> Int? {
        guard place + 1 < tokens.count, tokens[place].meaning == .part(.whole),
            case .number(let number) = tokens[place + 1].meaning, numbers.contains(number),
            number == number.rounded()
        else { return nil }
        if place + 2 < tokens.count, case .unit = tokens[place + 2].meaning { return nil }
        return Int(number)
    }
}
