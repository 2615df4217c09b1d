/// English plurals in s.
enum Plural {
    /// What a word may be the plural of: berries of berry, wolves of wolf, boxes of box.
    static func stems(of word: String) -> [String] {
        guard word.hasSuffix("s"), word.count > 2 else { return [] }
        var stems = [String(word.dropLast())]
        if word.hasSuffix("es") { stems.append(String(word.dropLast(2))) }
        if word.hasSuffix("ies") { stems.append(word.dropLast(3) + "y") }
        if word.hasSuffix("ves") { stems += [word.dropLast(3) + "f", word.dropLast(3) + "fe"] }
        return stems
    }
}
