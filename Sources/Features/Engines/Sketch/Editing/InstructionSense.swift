/// Makes changes of clauses, by what is in the picture.
struct InstructionSense {
    static let mostChanges = 64

    let presence: ScenePresence
    let lexicon: Lexicon
    let quoted: [String]
    private(set) var changes: [SceneChange] = []
    private(set) var unknown: [String] = []
    private(set) var approximated: [Reading.Approximation] = []
    /// Whether quoted text was dealt with.
    var hasText = false

    init(presence: ScenePresence, lexicon: Lexicon, quoted: [String]) {
        self.presence = presence
        self.lexicon = lexicon
        self.quoted = quoted
    }

    mutating func take(_ clause: InstructionClause) {
        let (before, unknownBefore) = (changes.count, unknown.count)
        understand(clause)
        if changes.count == before, unknown.count == unknownBefore, quoted.isEmpty { report(clause.words) }
    }

    private mutating func understand(_ clause: InstructionClause) {
        if clause.hasInto {
            become(clause)
        } else {
            switch clause.verb {
            case .shuffle: change(.shuffle)
            case .remove where clause.isAll && clause.new.isEmpty: change(.remove(.everything, nil))
            case .remove: remove(clause.new)
            default: set(clause)
            }
        }
    }

    /// Text that no clause spoke of is to be in the picture.
    mutating func finish() {
        if !quoted.isEmpty, !hasText { change(.text(quoted)) }
    }

    mutating func change(_ change: SceneChange) {
        if changes.count < Self.mostChanges, !changes.contains(change) { changes.append(change) }
    }

    mutating func report(_ word: String) {
        if word.isEmpty { return }
        if unknown.count < Sketch.mostReportedWords, !unknown.contains(word) { unknown.append(word) }
    }

    /// Reads the tokens of a clause, and tells what is not known.
    mutating func read(_ tokens: [Token]) -> (reading: Reading, grammar: Grammar) {
        var grammar = Grammar(tokens, lexicon: lexicon, isInstruction: true)
        let reading = grammar.reading()
        for word in reading.unknown { report(word) }
        for near in reading.approximated where !approximated.contains(near) { approximated.append(near) }
        return (reading, grammar)
    }
}

// MARK: - What is to be

extension InstructionSense {
    private mutating func set(_ clause: InstructionClause) {
        var (reading, grammar) = read(clause.new)
        facets(of: reading, grammar)
        without(reading)
        if clause.verb == .give { give(&reading) }
        if clause.givesTo { settle(&reading) }
        let isNew = clause.verb == .add || clause.verb == .give || clause.isMore
        if !isNew { leaveOut(&reading) }
        things(of: reading, isNew: isNew, isMore: clause.isMore)
        describe(grammar.loose, clause.isAll ? .everything : .main)
    }

    /// What the whole picture is to be like.
    mutating func facets(of reading: Reading, _ grammar: Grammar) {
        if let style = reading.style { change(.style(style)) }
        if let setting = reading.setting { change(.setting(setting)) }
        if let time = reading.time { change(.time(time)) }
        if let season = reading.season { change(.season(season, setting: grammar.impliedSetting)) }
        if reading.season == nil, let setting = grammar.impliedSetting { change(.setting(setting)) }
        if let weather = reading.weather { change(.weather(weather)) }
        if let colour = reading.skyColour { change(.sky(colour)) }
        if !reading.tones.isEmpty { change(.tones(reading.tones)) }
        for framing in Framing.allCases where reading.framing.contains(framing) { change(.framing(framing)) }
    }

    /// What must not be there any more.
    private mutating func without(_ reading: Reading) {
        for subject in reading.without.subjects.sorted() where presence.has(subject) {
            change(.remove(.subject(subject), nil))
        }
        for kind in SketchSubject.Kind.allCases where reading.without.kinds.contains(kind) {
            change(.remove(.kind(kind), nil))
        }
        if !reading.without.subjects.isEmpty { change(.without(reading.without.subjects)) }
        for facet in reading.without.facets.sorted(by: { $0.sort.rawValue < $1.sort.rawValue }) { end(facet) }
        if reading.without.isTextless { dropText() }
    }

    /// Things that are named: new ones are added, those that are there are changed.
    mutating func things(of reading: Reading, isNew: Bool, isMore: Bool) {
        let figures = Set(reading.claims.flatMap(\.figures))
        let grounds = Set(reading.claims.flatMap(\.grounds))
        var present = present(in: reading, isNew: isNew, grounds)
        for place in reading.mentions.indices {
            let mention = reading.mentions[place]
            if isMore, isSame(mention), !figures.contains(place), !grounds.contains(place) {
                present.insert(place)
                change(.count(mention.subject, (presence.counts[mention.subject] ?? 0) + mention.count))
            } else if present.contains(place) {
                change(mention)
            }
        }
        let isAdding = present.count < reading.mentions.count
        let relates = reading.claims.contains { present.isSuperset(of: $0.figures + $0.grounds) }
        guard isAdding || relates else { return }
        change(
            .add(SceneChange.Addition(mentions: reading.mentions, claims: reading.claims, present: present))
        )
    }

    /// Which of the things are in the picture already.
    ///
    /// "Add a cat" means a new one, "add a hat to the cat" and "more cats" do not.
    private func present(in reading: Reading, isNew: Bool, _ grounds: Set<Int>) -> Set<Int> {
        let carriers = Set(reading.claims.filter(\.isCarrying).flatMap(\.grounds))
        return Set(
            reading.mentions.indices.filter { place in
                let mention = reading.mentions[place]
                guard presence.has(mention.subject) else { return false }
                return !isNew || mention.isDefinite || grounds.contains(place) && !carriers.contains(place)
            }
        )
    }

    /// Whether more of a thing is more of what is there.
    private func isSame(_ mention: Reading.Mention) -> Bool {
        presence.has(mention.subject) && mention.colours.isEmpty && mention.material == nil
            && !mention.isDefinite
    }

    /// "Make the moon smaller" adds no moon.
    private mutating func leaveOut(_ reading: inout Reading) {
        let absent = reading.mentions.indices.filter { place in
            let mention = reading.mentions[place]
            return mention.isDefinite && !presence.has(mention.subject) && mention.isDescribed
        }
        guard !absent.isEmpty else { return }
        for place in absent { report(reading.mentions[place].word) }
        reading = reading.without(absent)
    }

    /// What is said of things that are there.
    private mutating func change(_ mention: Reading.Mention) {
        let target = SceneTarget.subject(mention.subject)
        if mention.isCounted {
            change(.count(mention.subject, mention.count))
        }
        describe(mention, target)
    }

    mutating func describe(_ mention: Reading.Mention, _ target: SceneTarget) {
        if !mention.colours.isEmpty { change(.colours(target, mention.colours)) }
        if mention.size != 1 { change(.size(target, mention.size)) }
        if let step = mention.step { change(.move(target, step, word: mention.stepWord ?? "")) }
        if let pose = mention.pose { change(.pose(target, pose, word: mention.poseWord ?? pose)) }
        if let face = mention.expression {
            change(.expression(target, face, word: mention.expressionWord ?? face))
        }
        if let material = mention.material { change(.material(target, material)) }
    }

    /// What is said of nothing that is named is said of what the picture is of.
    mutating func describe(_ loose: Adjectives, _ target: SceneTarget) {
        guard loose.isPending else { return }
        guard let main = presence.main, let traits = lexicon.traits[main] else {
            if !loose.tones.isEmpty { change(.tones(loose.tones)) }
            return
        }
        if let count = loose.count, !loose.hasArticle, target == .main, !loose.isDescribing {
            change(.count(main, count))
        }
        var mention = Reading.Mention(subject: main, word: main, count: 1)
        let tones = loose.apply(to: &mention, traits, prefersTones: true)
        describe(mention, target)
        if !tones.isEmpty { change(.tones(tones)) }
    }
}

extension Reading.Claim {
    /// Whether the figure belongs to the ground.
    var isCarrying: Bool { relation == .heldBy || relation == .wornBy }
}
