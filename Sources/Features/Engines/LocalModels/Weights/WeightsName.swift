/// The name of weights on the shelf: a plain file name, so that it leads nowhere else.
package struct WeightsName: Hashable, Sendable {
    /// What the shelf's own files end in.
    private static let reserved = [WeightsShelf.partSuffix, WeightsShelf.digestSuffix]

    package let text: String

    /// A letter or digit, then letters, digits and `._-`, 128 together at most; nil for anything else, and for
    /// what would be taken for a file of the shelf's own.
    package init?(_ text: String) {
        guard text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._\-]{0,127}/) != nil,
            !Self.reserved.contains(where: text.hasSuffix)
        else { return nil }
        self.text = text
    }
}
