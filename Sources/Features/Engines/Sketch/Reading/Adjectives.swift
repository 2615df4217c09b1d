/// What was said of a thing that has not been named yet.
struct Adjectives {
    static let mostColours = 3
    private static let mostQualities = 16

    /// A word and what it may mean.
    private struct Described {
        let options: [Quality]
        let word: String
    }

    private(set) var count: Int?
    /// Whether the count is an article's.
    private(set) var hasArticle = false
    private var described: [Described] = []
    var isDefinite = false
    private var hasUnknown = false
    private var endsWithNumber = false

    /// Whether anything was said.
    var isPending: Bool { count != nil || isDefinite || !described.isEmpty }
    var isDescribing: Bool { !described.isEmpty }
    var hasColour: Bool { described.contains { $0.options.contains(where: \.isColour) } }
    var colours: [SketchColour] { described.flatMap { Self.colours(of: $0.options) } }

    /// Whether it can tell about the noun before: nothing that was not understood is in between.
    var canFollow: Bool { !hasUnknown && !described.isEmpty }

    mutating func take(number: Int) {
        if hasUnknown { self = Adjectives() }
        if endsWithNumber, let tens = count, tens >= 10, tens.isMultiple(of: 10), number < 10 {
            count = tens + number
        } else {
            count = number
        }
        endsWithNumber = true
        hasArticle = false
    }

    mutating func takeArticle() {
        take(number: 1)
        hasArticle = true
    }

    mutating func take(multiplier: Int) {
        count = endsWithNumber ? min((count ?? 1) * multiplier, 999_999) : multiplier
        endsWithNumber = true
        hasArticle = false
    }

    mutating func take(_ options: [Quality], word: String) {
        endsWithNumber = false
        if described.count < Self.mostQualities { described.append(Described(options: options, word: word)) }
    }

    mutating func takeUnknown() {
        endsWithNumber = false
        if isPending { hasUnknown = true }
    }

    /// Goes before what was said later, of the same thing.
    func followed(by later: Adjectives) -> Adjectives {
        var all = self
        all.count = later.count ?? count
        all.hasArticle = later.count == nil ? hasArticle : later.hasArticle
        all.isDefinite = isDefinite || later.isDefinite
        all.described = Array((described + later.described).prefix(Self.mostQualities))
        all.hasUnknown = later.hasUnknown
        all.endsWithNumber = false
        return all
    }

    /// The same without a number and a "the".
    var uncounted: Adjectives {
        var all = self
        (all.count, all.isDefinite) = (nil, false)
        return all
    }

    /// The moods among it, for the whole picture; those of something unknown are its own.
    var tones: [String] {
        if hasUnknown { return [] }
        return described.compactMap { described in
            described.options.lazy.compactMap { if case .tone(let tone) = $0 { tone } else { nil } }.first
        }
    }

    private static func colours(of options: [Quality]) -> [SketchColour] {
        options.lazy.compactMap { if case .colours(let colours) = $0 { colours } else { nil } }.first ?? []
    }
}

extension Adjectives {
    /// Gives a thing what it can be, and hands back the moods that are none of its own.
    ///
    /// Spare adjectives tell only what was not told of it yet; where nothing was named, moods are the picture's.
    func apply(
        to mention: inout Reading.Mention,
        _ traits: Traits,
        isSpare: Bool = false,
        prefersTones: Bool = false
    ) -> [String] {
        var tones: [String] = []
        var colours: [SketchColour] = []
        for described in described {
            let isMood = prefersTones && described.options.first?.sort == .expression
            let tone = isMood ? described.options.first { $0.sort == .tone } : nil
            guard let quality = tone ?? Self.choice(of: described.options, traits) else { continue }
            if isSpare, !traits.isAlive, quality.isBodily { continue }
            switch quality {
            case .colours(let more): colours += more
            case .tone(let tone): tones.append(tone)
            default: mention.take(quality, word: described.word, isSpare: isSpare)
            }
        }
        if !colours.isEmpty, !isSpare || mention.colours.isEmpty {
            mention.colours = Array(colours.prefix(Self.mostColours))
        }
        return tones
    }

    /// What suits, else the tone, else what the word says.
    private static func choice(of options: [Quality], _ traits: Traits) -> Quality? {
        options.first { $0.suits(traits) } ?? options.first { $0.sort == .tone } ?? options.first
    }
}

extension Reading.Mention {
    /// Takes anything but colours and tones.
    mutating func take(_ quality: Quality, word: String, isSpare: Bool) {
        switch quality {
        case .size(let factor): if !isSpare || size == 1 { size = factor }
        case .material(let id): if !isSpare || material == nil { (material, materialWord) = (id, word) }
        case .expression(let name):
            if !isSpare || expression == nil { (expression, expressionWord) = (name, word) }
        case .pose(let name): if !isSpare || pose == nil { (pose, poseWord) = (name, word) }
        case .step(let step): if !isSpare || self.step == nil { (self.step, stepWord) = (step, word) }
        case .colours, .tone: break
        }
    }
}
