/// Breaks text into lines that fit, by widths that no common typeface exceeds by much.
struct LineBreaker {
    let size: Double
    let room: Double

    /// Every quotation begins a line; lines are about as long as each other.
    func lines(of quotations: [String]) -> [String] {
        quotations.flatMap { balanced($0) }
    }

    /// Whether no word is wider than the room, so that none has to be broken.
    func keepsWords(of quotations: [String]) -> Bool {
        quotations.allSatisfy { Self.words(of: $0).allSatisfy(fits) }
    }

    /// The narrowest lines that are no more than the fewest.
    private func balanced(_ text: String) -> [String] {
        let fewest = lines(of: text)
        guard fewest.count > 1 else { return fewest }
        var best = fewest
        var narrower = self
        for _ in 0..<Self.tries {
            narrower = LineBreaker(size: size, room: narrower.room * 0.95)
            let lines = narrower.lines(of: text)
            guard lines.count == fewest.count, narrower.keepsWords(of: [text]) else { break }
            best = lines
        }
        return best
    }

    private func lines(of text: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in Self.words(of: text) {
            let joined = line + word
            if line.isEmpty || fits(joined) {
                line = joined
            } else {
                lines.append(line)
                line = word
            }
            while !fits(line), line.count > 1 {
                let head = longestHead(of: line)
                lines.append(head)
                line = String(line.dropFirst(head.count))
            }
        }
        lines.append(line)
        return lines.map { $0.trimmed }.filter { !$0.isEmpty }
    }

    private func fits(_ line: String) -> Bool {
        Self.width(of: line.trimmed) * size <= room
    }

    /// As much as fits, a mark that closes a clause never left for the next line.
    private func longestHead(of line: String) -> String {
        var head = String(line.prefix(1))
        for character in line.dropFirst() {
            guard fits(head + String(character)) || Self.closing.contains(character) else { break }
            head.append(character)
        }
        return head
    }

    private static let tries = 12
    private static let closing: Set<Character> = [
        "，", "。", "、", "！", "？", "；", "：", "」", "』", "》", "）", "…", "”",
    ]

    /// Words with the space after them; clauses of ideographs with the mark that closes them.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text {
            if closing.contains(character), word.isEmpty, let last = words.popLast() { word = last }
            word.append(character)
            if character == " " || closing.contains(character) {
                words.append(word)
                word = ""
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// In font sizes.
    static func width(of line: String) -> Double {
        line.reduce(0) { $0 + width(of: $1) }
    }

    private static func width(of character: Character) -> Double {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x20: return 0.3
        case 0x2E, 0x2C, 0x27, 0x21, 0x3A, 0x3B, 0x69, 0x6C, 0x6A, 0x49: return 0.36
        case 0x6D, 0x77, 0x4D, 0x57: return 0.98
        case 0x61...0x7A, 0x30...0x39: return 0.62
        case 0x41...0x5A: return 0.76
        case 0x2E80...0xFFFF, 0x1_0000...: return 1.02
        default: return 0.72
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
