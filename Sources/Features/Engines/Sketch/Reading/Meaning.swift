/// What a word of the lexicon stands for.
enum Meaning: Hashable, Sendable {
    case thing(Noun)
    /// In the order in which they are tried on a thing.
    case quality([Quality])
    /// A thing, or what the thing behind it is like: an orange, an orange cat.
    case thingOrQuality(Noun, [Quality])
    /// All at once: snowing is a weather and a winter.
    case facets([Facet])
    /// What the thing behind it is like, or what the picture is: an ice castle, the ice.
    case qualityOrFacets([Quality], [Facet])
    case sky
    case number(Int)
    case multiplier(Int)
    /// One, without saying how many: a.
    case article
    case measure
    case relationBefore(Relation)
    case relationAfter(Relation)
    case verb(Verb)
    case place
    case tie
    case exists
    case join
    /// As a join, and it goes on with what must not be there.
    case alternative
    case definite
    /// What follows must not be there.
    case without
    /// What follows is not so.
    case not
    /// What follows is there again.
    case but
    /// Nothing of a kind is there.
    case absence(SketchSubject.Kind)
    /// What everybody wears: its colour is the wearer's.
    case clothes
    /// Words for writing.
    case text
    /// The name of something that is not drawn.
    case other
    case skip
    case edit(EditWord)

    /// The thing that it names, or may name.
    var noun: Noun? {
        switch self {
        case .thing(let noun), .thingOrQuality(let noun, _): noun
        default: nil
        }
    }

    /// What it says of a thing, or may say.
    var qualities: [Quality] {
        switch self {
        case .quality(let options), .thingOrQuality(_, let options), .qualityOrFacets(let options, _): options
        default: []
        }
    }

    var isPause: Bool { self == .join || self == .alternative }
}
