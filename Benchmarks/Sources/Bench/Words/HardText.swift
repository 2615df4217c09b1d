/// Texts that are hard to read, each as long as it is asked for.
enum HardText: String, CaseIterable {
    case subjects, nonsense, contradictions, relations, colours, quotes, brackets, numerals, marks, han
    case instructions

    /// What people write, as long as it is asked for.
    static func plain(_ length: Int) -> String {
        repeated(
            "a red boat on a lake at sunset, and a small white house under tall trees beside it. ",
            length
        )
    }

    func text(_ length: Int) -> String {
        switch self {
        case .subjects: Self.repeated("a cat, a boat, two trees, ", length)
        case .nonsense: Self.nonsense(length)
        case .contradictions:
            Self.repeated("no cat but a cat not red but red, without a cat with no cat ", length)
        case .relations: Self.repeated("the cat on the dog in the boat on the cat on ", length)
        case .colours: Self.repeated("red or orange and blue dark light not green ", length)
        case .quotes: Self.repeated("\"「", length)
        case .brackets: Self.repeated("((a]){", length)
        case .numerals: Self.repeated("12 1,200 ２ 十 999999999 1e9 50% 16:9 ", length)
        case .marks: Self.repeated("a\u{301}\u{200D}, 、。-'s ", length)
        case .han: Self.repeated("樹下沒有貓在在的的，不要紅色", length)
        case .instructions:
            Self.repeated("brighter but not brighter, crop 10% then blur the sky, 調亮一點不要調亮 ", length)
        }
    }

    private static func repeated(_ pattern: String, _ length: Int) -> String {
        String(String(repeating: pattern, count: length / pattern.count + 1).prefix(length))
    }

    /// Words that no language has and that are all different.
    private static func nonsense(_ length: Int) -> String {
        var (text, number) = ("", 0)
        while text.count < length {
            var left = number &* 7_919 &+ 31
            for _ in 0..<5 {
                text.unicodeScalars.append(Unicode.Scalar(UInt8(97 + left % 26)))
                left /= 26
            }
            text += " "
            number += 1
        }
        return String(text.prefix(length))
    }
}
