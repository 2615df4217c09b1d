import Kernel

/// What a word of an instruction stands for.
enum InstructionMeaning: Hashable, Sendable {
    /// Does something by itself: blur, warmer, 去背. The sign is -1 where it turns its tool the other way: cooler, darker.
    case action(EditTool, sign: Double)
    /// Something of which there can be more or less: contrast, 飽和度.
    case quality(EditTool)
    case verb(InstructionVerb)
    /// How much, as a multiple of the usual: slightly 0.5, much 2.
    case degree(Double)
    case number(Double)
    /// Multiplies the number word before it: hundred, 十.
    case multiplier(Double)
    case unit(InstructionUnit)
    case ratio(EditAspect)
    case size(width: Double, height: Double)
    case side(InstructionSide)
    case part(InstructionPart)
    case colour(Colour)
    case transparent
    /// Another picture of the request, counted from 0.
    case other(Int)
    case negation
    /// And, then, 並.
    case join
    /// Or: what is not to be done goes on.
    case alternative
    case tie(InstructionTie)
    /// The, my, 把: a thing follows.
    case definite
    case skip
}

enum InstructionVerb: String, CaseIterable, Sendable {
    case more, less, add, remove, replace, make, turn, keep
    /// Is to stay as it is, which no tool can promise.
    case spare

    /// Whether it says which way a quality goes.
    var sign: Double? {
        switch self {
        case .more, .add: 1
        case .less, .remove: -1
        case .replace, .make, .turn, .keep, .spare: nil
        }
    }
}

enum InstructionUnit: String, CaseIterable, Sendable {
    case percent, degree, pixel, times, stop
}

enum InstructionSide: String, CaseIterable, Sendable {
    case left, right, top, bottom, all, width, height, horizontal, vertical, clockwise, counterclockwise
}

enum InstructionPart: String, CaseIterable, Sendable {
    case background, subject, faces, whole
    /// What the darkroom cannot tell apart: the sky, hair.
    case unsupported
}

enum InstructionTie: String, CaseIterable, Sendable {
    case to, by, from, except
}

/// A piece of an instruction.
struct InstructionToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case known(InstructionMeaning)
        case unknown
        /// A comma or a full stop.
        case pause
    }

    let kind: Kind
    /// As it was typed.
    let text: String
    let isIdeographic: Bool

    init(_ kind: Kind, _ text: String, isIdeographic: Bool = false) {
        self.kind = kind
        self.text = text
        self.isIdeographic = isIdeographic
    }

    var meaning: InstructionMeaning? {
        if case .known(let meaning) = kind { meaning } else { nil }
    }
}
