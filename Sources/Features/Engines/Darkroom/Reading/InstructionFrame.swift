import Kernel

/// One thing that is to be done, as far as it was read: a head, and what was said about it.
struct InstructionFrame {
    enum Head: Hashable {
        case action(EditTool, sign: Double)
        case quality(EditTool)

        var tool: EditTool {
            switch self {
            case .action(let tool, _), .quality(let tool): tool
            }
        }
    }

    struct Figure: Hashable {
        let value: Double
        var unit: InstructionUnit?
        var tie: InstructionTie?
    }

    var head: Head?
    var verb: InstructionVerb?
    var degree: Double?
    var figures: [Figure] = []
    var ratio: EditAspect?
    var size: (width: Double, height: Double)?
    var sides: [InstructionSide] = []
    var part: InstructionPart?
    var colours: [Colour] = []
    var isTransparent = false
    var other: Int?
    var isNegated = false
    /// A thing that nobody here knows: the dog, 那隻狗.
    var hasUnknownObject = false
    /// Words of it that were reported as unknown already.
    var hasUnknown = false
    private(set) var words: [InstructionToken] = []

    mutating func note(_ token: InstructionToken) {
        words.append(token)
    }

    /// Whether anything was said that asks for something.
    var isEmpty: Bool {
        head == nil && verb == nil && part == nil && !hasDetail
    }

    /// Whether it says more than what is to be done.
    var hasDetail: Bool {
        degree != nil || !figures.isEmpty || ratio != nil || size != nil || !sides.isEmpty || !colours.isEmpty
            || isTransparent || other != nil
    }

    /// As it was typed, without what stands for nothing.
    var text: String {
        var text = ""
        for (place, word) in words.enumerated() {
            let isTight = place == 0 || word.isIdeographic || words[place - 1].isIdeographic
            text += (isTight ? "" : " ") + word.text
        }
        return String(text.prefix(120))
    }
}

// MARK: - Amounts said behind a pause

extension InstructionFrame {
    /// `…, 70%`, `……，強烈一點`: nothing but how much.
    var isOnlyAmount: Bool {
        head == nil && verb == nil && part == nil && !hasUnknownObject && (degree != nil || !figures.isEmpty)
            && figures.allSatisfy { $0.unit == nil || $0.unit == .percent } && ratio == nil && size == nil
            && sides.isEmpty && colours.isEmpty && !isTransparent && other == nil
    }

    var takesAmount: Bool { head != nil && degree == nil && figures.isEmpty }

    mutating func take(amountOf other: InstructionFrame) {
        degree = other.degree
        figures = other.figures
        words += other.words
    }
}

// MARK: - What was said, in the units that tools take

extension InstructionFrame {
    /// Which way: 1 or -1.
    var sign: Double {
        let own =
            switch head {
            case .action(_, let sign): sign
            default: 1.0
            }
        return own * (verb?.sign ?? 1)
    }

    /// A share in hundredths that was said in figures.
    var share: Double? {
        guard
            let figure = figures.first(where: { $0.unit == .percent })
                ?? figures.first(where: { $0.unit == nil })
        else { return nil }
        return figure.value.bounded
    }

    func figure(in unit: InstructionUnit) -> Double? {
        figures.first { $0.unit == unit }?.value.bounded
    }

    /// The first figure, whatever it counts.
    var figure: Double? { figures.first?.value.bounded }

    func says(_ side: InstructionSide) -> Bool { sides.contains(side) }
}

extension Double {
    /// Within what any tool could mean, so that it can be computed with.
    var bounded: Double { isNaN ? 0 : min(max(self, -1_000_000), 1_000_000) }
}
