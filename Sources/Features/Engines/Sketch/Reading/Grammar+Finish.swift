// What can be told only when the whole prompt has been read.

extension Grammar {
    /// What anything may be said to do that is somewhere.
    private static let postures: Set = ["standing", "sitting", "lying"]
    /// What shows by where it is.
    private static let flight = "flying"
    private static let swim = "swimming"
    /// The usual pose of whoever stands.
    private static let standing = "standing"
    /// Faces that show a pose which is not drawn.
    private static let faces = ["sleeping": "asleep"]
    /// What is in the hands of whoever strikes a pose that is not drawn, by their ids.
    private static let props = ["reading": "open-book"]

    mutating func finish() {
        if denial != nil { _ = deny(Token(kind: .stop, text: "")) }
        if !isInstruction { result.setting = result.setting ?? impliedSetting }
        result.time = result.time ?? impliedTime
        if !result.mentions.isEmpty { for token in patternTokens { report(token) } }
        for mention in result.mentions.indices { settlePose(of: mention) }
        let traits = result.mentions.compactMap { lexicon.traits[$0.subject] }
        result.without.subjects.subtract(result.mentions.map(\.subject))
        result.without.kinds.subtract(traits.map(\.kind))
    }

    private mutating func settlePose(of place: Int) {
        var mention = result.mentions[place]
        guard let pose = mention.pose, let traits = lexicon.traits[mention.subject] else { return }
        if pose == Self.flight { mention.isAirborne = true }
        if !traits.poses.contains(pose) {
            let goesWithoutSaying =
                pose == Self.flight || pose == Self.swim && traits.stands == .water
                || !traits.isAlive && Self.postures.contains(pose)
            let face = Self.faces[pose].flatMap { traits.faces.contains($0) ? $0 : nil }
            if let face { mention.expression = mention.expression ?? face }
            let isShown = face != nil || isShownByProp(pose, of: place, traits)
            if goesWithoutSaying || pose == Self.standing || isShown {
                (mention.pose, mention.poseWord) = (nil, nil)
            }
        }
        result.mentions[place] = mention
    }

    /// Whether what somebody holds shows what they do: they are given it, if they hold nothing yet.
    private mutating func isShownByProp(_ pose: String, of owner: Int, _ traits: Traits) -> Bool {
        guard let prop = Self.props[pose], traits.canHold, lexicon.traits[prop] != nil else { return false }
        let holds = result.claims.contains { $0.relation == .heldBy && $0.grounds.contains(owner) }
        if holds { return true }
        guard result.mentions.count < Self.mostMentions, let word = result.mentions[owner].poseWord
        else { return false }
        result.mentions.append(
            Reading.Mention(subject: prop, word: word, count: result.mentions[owner].count)
        )
        claim([result.mentions.endIndex - 1], .heldBy, [owner])
        return true
    }
}
