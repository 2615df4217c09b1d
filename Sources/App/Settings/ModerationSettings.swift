package import FoundationEssentials

/// What the operator lets rules and classifier do.
package struct ModerationSettings: Sendable {
    /// The block list.
    package let blockList: URL
    /// Whether the operator named it, so that it has to be there.
    package let isBlockListNamed: Bool
    /// Above it a public picture is looked at; nil for never.
    package let review: Double?
    /// Above it a picture is refused; nil for never.
    package let refuse: Double?

    package var isClassifierWanted: Bool { review != nil || refuse != nil }
}

extension ModerationSettings {
    init(_ reader: inout SettingReader, usual: URL) async {
        blockList = await reader.read(.blockList, Settings.path) ?? usual
        isBlockListNamed = reader.given[.blockList] != nil
        review = await reader.read(.classifierReview, Self.score)
        let floor = review
        refuse = await reader.read(.classifierRefuse) { text throws(Unfit) in
            let score = try Self.score(text)
            guard floor.map({ $0 < score }) ?? true else {
                throw .because("must be above \(SettingKey.classifierReview.variable)")
            }
            return score
        }
    }

    private static func score(_ text: String) throws(Unfit) -> Double {
        guard text.wholeMatch(of: /0\.[0-9]{1,6}/) != nil, let score = Double(text), score > 0 else {
            throw .kind
        }
        return score
    }
}
