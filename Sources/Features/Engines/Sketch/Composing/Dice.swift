import Kernel

/// Choices that a seed repeats.
struct Dice {
    /// What a stream of choices is for: adding a choice to one leaves the others as they were.
    enum Use: UInt64 {
        case composing = 11
        case arranging = 23
        case setting = 37
        case strokes = 53
        case text = 71
        case looks = 89
        case pattern = 97
    }

    private var generator: SeededGenerator

    init(_ seed: UInt32, for use: Use, _ index: Int = 0) {
        let stream = use.rawValue &* 0x1_0001 &+ UInt64(index) &* 0x9E37
        generator = SeededGenerator(Seed(clamping: UInt64(seed)), stream: stream)
        _ = generator.next()
    }

    mutating func number(_ range: ClosedRange<Double>) -> Double {
        let share = Double(generator.next() >> 11) / 9_007_199_254_740_992
        return range.lowerBound + (range.upperBound - range.lowerBound) * share
    }

    /// From 0 up to, not including, `count`; 0 when there is nothing to choose from.
    mutating func index(_ count: Int) -> Int {
        count > 1 ? Int(generator.next() % UInt64(count)) : 0
    }

    mutating func chance(_ share: Double) -> Bool {
        number(0...1) < share
    }

    /// 1 or -1.
    mutating func sign() -> Double {
        chance(0.5) ? 1 : -1
    }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        elements.shuffled(using: &generator)
    }
}
