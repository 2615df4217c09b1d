import Studio

/// Which pictures that are not finished yet a follower was shown: each once, and no more than they asked for.
struct ShownDrafts: Sendable {
    let most: Int
    private var shown = 0
    private var last: Int?

    init(most: Int) {
        self.most = most
    }

    /// Which one of all that are shown a draft is, from 0; nil where it is not to be shown.
    mutating func show(_ draft: PictureDraft) -> Int? {
        guard shown < most, draft.number != last else { return nil }
        last = draft.number
        defer { shown += 1 }
        return shown
    }
}
