import Kernel

/// Makes frames of tokens, from left to right.
///
/// English says first what is to be done (`blur the background`), Chinese often last (`背景模糊`); both work here. What a
/// frame leaves open it takes from the one before: `more contrast and saturation`, `blur the background and the faces`.
struct InstructionGrammar {
    /// More than a recipe may have, so that too many are refused and not cut off.
    static let mostFrames = EditRecipe.mostSteps + 10
    static let mostUnknown = 20

    private(set) var frames: [InstructionFrame] = []
    /// In the order of the text, each once.
    private(set) var unknown: [String] = []
    private var frame = InstructionFrame()
    private var last: InstructionFrame?
    private var tie: InstructionTie?
    private var isDefinite = false
    /// The frame begins behind a word that ties it to the one before.
    private var follows = false
    private var mayStayNegated = false

    init(_ tokens: [InstructionToken]) {
        for (place, token) in tokens.enumerated() {
            take(token, next: place + 1 < tokens.count ? tokens[place + 1] : nil)
        }
        flush()
    }

    private mutating func take(_ token: InstructionToken, next: InstructionToken?) {
        switch token.kind {
        case .known(let meaning): take(meaning, token, next)
        case .unknown: takeUnknown(token)
        case .pause:
            flush()
            follows = true
        }
    }

    private mutating func take(
        _ meaning: InstructionMeaning,
        _ token: InstructionToken,
        _ next: InstructionToken?
    ) {
        switch meaning {
        case .join, .alternative:
            takeJoin(isAlternative: meaning == .alternative, next)
            return
        case .tie(let tie):
            self.tie = tie
            return frame.note(token)
        case .definite:
            isDefinite = true
            return
        case .skip: return
        case .negation:
            if frame.head != nil || frame.verb != nil { flush() }
            frame.isNegated = true
        case .action(let tool, let sign): takeHead(.action(tool, sign: sign))
        case .quality(let tool): takeHead(.quality(tool))
        case .verb(let verb): takeVerb(verb, next)
        case .part(let part): takePart(part)
        default: takeDetail(meaning)
        }
        isDefinite = false
        frame.note(token)
    }

    private mutating func takeDetail(_ meaning: InstructionMeaning) {
        switch meaning {
        case .degree(let degree): frame.degree = min(max((frame.degree ?? 1) * degree, 0.1), 4)
        case .number(let number):
            frame.figures.append(InstructionFrame.Figure(value: number, tie: tie))
        case .multiplier(let number):
            frame.figures.append(InstructionFrame.Figure(value: number, tie: tie))
        case .unit(let unit): takeUnit(unit)
        case .ratio(let ratio): frame.ratio = ratio
        case .size(let width, let height): frame.size = (width.bounded, height.bounded)
        case .side(let side): frame.sides.append(side)
        case .colour(let colour): frame.colours.append(colour)
        case .transparent: frame.isTransparent = true
        case .other(let place): frame.other = place
        default: break
        }
        tie = nil
    }

    private mutating func takeUnit(_ unit: InstructionUnit) {
        if frame.figures.isEmpty {
            // One times means nothing, but half and twice are figures of their own.
            return
        }
        frame.figures[frame.figures.count - 1].unit = unit
    }

    private mutating func takeUnknown(_ token: InstructionToken) {
        frame.note(token)
        frame.hasUnknown = true
        if isDefinite { frame.hasUnknownObject = true }
        guard unknown.count < Self.mostUnknown, !unknown.contains(token.text) else { return }
        unknown.append(token.text)
    }
}

// MARK: - Heads, verbs and parts

extension InstructionGrammar {
    private mutating func takeHead(_ head: InstructionFrame.Head) {
        if let earlier = frame.head {
            // "Brighten the shadows" is one thing.
            if case .action(.exposure, let sign) = earlier, case .quality(let tool) = head,
                tool == .shadows || tool == .highlights
            {
                frame.head = .action(tool, sign: sign)
                return
            }
            if case .action(.blurFaces, _) = earlier, head.tool == .pixelateFaces {
                frame.head = head
                return
            }
            flush()
        }
        frame.head = head
    }

    private mutating func takeVerb(_ verb: InstructionVerb, _ next: InstructionToken?) {
        // "Warm it up" is no second wish.
        if case .action = frame.head, verb.sign != nil, next?.beginsWish != true { return }
        if frame.head != nil {
            // What stands behind a quality tells its way: 飽和度調高, contrast up.
            guard case .quality = frame.head, frame.verb?.sign == nil, verb.sign != nil else {
                // "Background blurred more" needs no new frame either.
                if frame.verb == nil, verb == .make || verb == .turn || verb == .replace { return }
                return begin(with: verb)
            }
        } else if frame.verb == .remove || frame.verb == .replace, frame.part != nil || frame.other != nil {
            return begin(with: verb)
        }
        // The stronger word counts: "make … more".
        if frame.verb == nil || verb != .make && verb != .turn { frame.verb = verb }
    }

    private mutating func begin(with verb: InstructionVerb) {
        flush()
        frame.verb = verb
    }

    private mutating func takePart(_ part: InstructionPart) {
        guard part != .whole else { return }
        let part = tie == .except ? part.complement : part
        tie = nil
        if let earlier = frame.part, earlier != part, frame.head != nil || frame.verb != nil {
            flush()
            follows = true
        }
        frame.part = part
    }

    private mutating func takeJoin(isAlternative: Bool, _ next: InstructionToken?) {
        if !frame.colours.isEmpty, frame.part == nil, case .colour = next?.meaning { return }
        let wasNegated = frame.isNegated
        flush()
        follows = true
        if isAlternative, wasNegated { frame.isNegated = true }
    }

    /// Ends the frame, filled up from the one before.
    private mutating func flush() {
        defer {
            frame = InstructionFrame()
            (tie, isDefinite, follows) = (nil, false, false)
        }
        guard !frame.isEmpty || frame.hasUnknownObject else { return }
        if follows, frame.isOnlyAmount, let last = frames.indices.last, frames[last].takesAmount {
            frames[last].take(amountOf: frame)
            return
        }
        if follows, let last { inherit(from: last) }
        last = frame
        if frames.count < Self.mostFrames { frames.append(frame) }
    }

    private mutating func inherit(from last: InstructionFrame) {
        if frame.head == nil, frame.verb == nil, frame.part != nil, frame.colours.isEmpty,
            !frame.isTransparent
        {
            frame.head = last.head
            frame.verb = last.verb
            frame.degree = frame.degree ?? last.degree
            frame.isNegated = frame.isNegated || last.isNegated
        }
        // "Remove the background and make it white."
        if frame.head == nil, frame.part == nil, !frame.colours.isEmpty,
            last.part == .background || last.head?.tool == .removeBackground
        {
            frame.part = .background
        }
        if case .quality = frame.head, frame.verb?.sign == nil, !frame.isNegated, case .quality = last.head {
            frame.verb = last.verb
            frame.isNegated = last.isNegated
        }
    }
}

extension InstructionToken {
    /// Whether a wish of its own can begin with it, or goes on with it.
    fileprivate var beginsWish: Bool {
        switch meaning {
        case .action, .quality, .verb, .part, .definite: true
        default: false
        }
    }
}

extension InstructionPart {
    /// Everything else.
    fileprivate var complement: InstructionPart {
        switch self {
        case .background: .subject
        case .subject: .background
        case .faces, .whole, .unsupported: .unsupported
        }
    }
}
