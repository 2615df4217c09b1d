/// What a file's marks tell about it.
package struct Judgement: Hashable, Sendable {
    package enum Standing: String, CaseIterable, Sendable {
        /// Signed here, and not a byte has changed since.
        case madeHere = "made_here"
        /// Signed here; the file has been changed since.
        case changed
        /// Its content credentials are not ours, or can no longer be read as ours; we vouch for nothing in them.
        case foreign
        /// It says what made it, unsigned: anybody could have written that.
        case unsigned
        /// It says nothing.
        case unmarked
    }

    package let standing: Standing
    /// What made it: from the signed part when that is whole, else what the file merely says.
    package let source: SourceTerm?
    /// How, when the signed part tells it and is whole.
    package let act: Origin.Act?
    /// What its provider says of it, when the signed part holds that and is whole.
    package let provider: ProviderMark?

    package init(
        _ standing: Standing,
        source: SourceTerm? = nil,
        act: Origin.Act? = nil,
        provider: ProviderMark? = nil
    ) {
        self.standing = standing
        self.source = source
        self.act = act
        self.provider = provider
    }

    /// What may be signed again on the same picture in another format.
    package var origin: Origin? {
        guard standing == .madeHere, let source, let act else { return nil }
        return Origin(source, act, from: provider)
    }
}
