/// What a word of the lexicon stands for.
enum Meaning: Hashable, Sendable {
    case subject(id: String, isPlural: Bool)
    case setting(String)
    case time(String)
    case style(String)
    case sky
    case number(Int)
    case multiplier(Int)
    case measure
    case colour(SketchColour)
    case size(Double)
    case relationBefore(Relation)
    case relationAfter(Relation)
    case place
    case tie
    case exists
    case join
    case definite
    case skip
}
