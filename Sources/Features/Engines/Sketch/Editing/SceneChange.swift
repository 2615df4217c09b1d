/// One thing that an instruction changes in a picture.
enum SceneChange: Hashable, Sendable {
    case add(Addition)
    /// So many of them; nil for all.
    case remove(SceneTarget, Int?)
    case replace(SceneTarget, Reading.Mention)
    /// As many of a subject as that.
    case count(String, Int)
    case colours(SceneTarget, [SketchColour])
    /// Times its present size.
    case size(SceneTarget, Double)
    /// By so many widths and heights of the picture, with the word that was typed.
    case move(SceneTarget, ScenePoint, word: String)
    /// With the word that was typed.
    case pose(SceneTarget, String, word: String)
    case expression(SceneTarget, String, word: String)
    case material(SceneTarget, String)
    case time(String)
    case setting(String)
    /// A season, and the setting that shows it where the present one cannot.
    case season(Season?, setting: String?)
    case weather(String?)
    case tones([String])
    case noTone(String)
    case style(String)
    case sky(SketchColour)
    /// Without any, there is no text afterwards.
    case text([String])
    case framing(Framing)
    /// Subjects that nothing may show any more.
    case without(Set<String>)
    case shuffle

    /// Things and how they stand to each other and to what is there.
    struct Addition: Hashable, Sendable {
        var mentions: [Reading.Mention]
        var claims: [Reading.Claim]
        /// Which of the mentions are in the picture already.
        var present: Set<Int>
    }
}

/// Which things of a picture are meant.
enum SceneTarget: Hashable, Sendable {
    case subject(String)
    case kind(SketchSubject.Kind)
    /// What the picture is of: what was asked for first.
    case main
    case everything
}
