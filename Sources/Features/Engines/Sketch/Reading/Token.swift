/// A piece of a prompt: something the lexicon knows, something it does not, or a pause.
struct Token: Hashable {
    enum Kind: Hashable {
        case known(Meaning)
        case unknown
        case comma
        case stop
    }

    let kind: Kind
    /// As it was typed.
    let text: String
    /// Whether it was written without spaces, where a bare noun may mean something already named.
    var isIdeographic = false

    var meaning: Meaning? {
        if case .known(let meaning) = kind { meaning } else { nil }
    }
}
