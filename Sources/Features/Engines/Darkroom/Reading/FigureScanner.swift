import Kernel

/// Reads what is written in figures: `20`, `-1.5`, `1,200`, `16:9`, `800x600`, `#1a2b3c`.
struct FigureScanner {
    /// More digits than this are no number that anybody means.
    private static let mostDigits = 9

    let characters: [Character]

    func figure(at place: Int) -> (meanings: [InstructionMeaning], end: Int)? {
        if characters[place] == "#" { return colour(at: place) }
        guard let first = number(at: place) else { return nil }
        if let second = second(after: first.end, signs: [":"], spaced: false),
            let ratio = EditAspect(width: abs(first.value), height: second.value)
        {
            return ([.ratio(ratio)], second.end)
        }
        if let second = second(after: first.end, signs: ["x", "×", "*"], spaced: true), first.value > 0 {
            return ([.size(width: first.value, height: second.value)], second.end)
        }
        return ([.number(first.value)], first.end)
    }

    private func colour(at place: Int) -> (meanings: [InstructionMeaning], end: Int)? {
        let text = String(characters[place...].prefix(7))
        return Colour(text).map { ([.colour($0)], place + 7) }
    }

    /// The number behind one of the signs.
    private func second(after place: Int, signs: Set<Character>, spaced: Bool) -> (value: Double, end: Int)? {
        var place = place
        if spaced { place = skippingSpaces(from: place) }
        guard place < characters.count, signs.contains(characters[place]) else { return nil }
        place += 1
        if spaced { place = skippingSpaces(from: place) }
        guard place < characters.count, characters[place].isFigure else { return nil }
        return number(at: place)
    }

    private func skippingSpaces(from place: Int) -> Int {
        characters[place...].firstIndex { $0 != " " } ?? characters.count
    }

    private func number(at start: Int) -> (value: Double, end: Int)? {
        var place = start
        let isNegative = characters[place] == "-" || characters[place] == "−"
        if isNegative || characters[place] == "+" { place += 1 }
        guard place < characters.count, characters[place].isFigure else { return nil }
        var digits = ""
        var hasPoint = false
        while place < characters.count {
            let character = characters[place]
            if character.isFigure {
                digits.append(character)
            } else if character == ".", !hasPoint, isFigure(place + 1) {
                hasPoint = true
                digits.append(".")
            } else if !(character == "," && isThousand(place + 1)) {
                break
            }
            place += 1
        }
        guard digits.count <= Self.mostDigits, let value = Double(digits) else { return (.infinity, place) }
        return (isNegative ? -value : value, place)
    }

    private func isFigure(_ place: Int) -> Bool {
        place < characters.count && characters[place].isFigure
    }

    /// Exactly three digits.
    private func isThousand(_ place: Int) -> Bool {
        (place..<place + 3).allSatisfy(isFigure) && !isFigure(place + 3)
    }
}

extension Character {
    fileprivate var isFigure: Bool { ("0"..."9").contains(self) && unicodeScalars.count == 1 }
}

/// Number words that belong together: twenty five, 四十五, 一百八十.
enum NumberWords {
    static func joined(_ tokens: [InstructionToken]) -> [InstructionToken] {
        var joined: [InstructionToken] = []
        var place = 0
        while place < tokens.count {
            let end = endOfNumber(tokens, from: place)
            if end > place, let number = value(of: tokens[place..<end]) {
                let isIdeographic = tokens[place].isIdeographic
                let text = tokens[place..<end].map(\.text).joined(separator: isIdeographic ? "" : " ")
                joined.append(InstructionToken(.known(.number(number)), text, isIdeographic: isIdeographic))
                place = end
            } else {
                joined.append(tokens[place])
                place += 1
            }
        }
        return joined
    }

    /// Where the run of number words that begins at `place` ends; figures stand alone.
    private static func endOfNumber(_ tokens: [InstructionToken], from place: Int) -> Int {
        var end = place
        while end < tokens.count {
            switch tokens[end].meaning {
            case .number where !tokens[end].isFigures, .multiplier: end += 1
            default: return end
            }
        }
        return end
    }

    private static func value(of tokens: ArraySlice<InstructionToken>) -> Double? {
        var (total, current) = (0.0, 0.0)
        for token in tokens {
            switch token.meaning {
            case .number(let number): current += number
            case .multiplier(let factor):
                current = max(current, 1) * factor
                if factor >= 100 { (total, current) = (total + current, 0) }
            default: return nil
            }
        }
        return total + current
    }
}

extension InstructionToken {
    fileprivate var isFigures: Bool { text.contains { $0.isNumber && $0.isASCII } }
}
