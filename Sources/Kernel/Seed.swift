/// The number that fixes every choice of a drawing: the same prompt and seed give the same pixels.
///
/// From 0 to 2,147,483,647, which every provider's API and JavaScript's numbers hold.
package struct Seed: Hashable, Sendable {
    package static let largest: UInt32 = 2_147_483_647

    package let number: UInt32

    package init?(_ number: Int) {
        guard (0...Int(Self.largest)).contains(number) else { return nil }
        self.number = UInt32(number)
    }

    package init(clamping number: UInt64) {
        self.number = UInt32(min(number, UInt64(Self.largest)))
    }

    /// The seed of the picture at `index` of one request: neighbours in number, strangers in looks.
    package func advanced(by index: Int) -> Seed {
        Seed(clamping: (UInt64(number) + UInt64(index)) % (UInt64(Self.largest) + 1))
    }
}

/// A repeatable stream of numbers (SplitMix64: Steele, Lea and Flood, OOPSLA 2014).
///
/// For drawings only; it is predictable and must never make a key or a token.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(_ seed: Seed, stream: UInt64 = 0) {
        state = UInt64(seed.number) &* 0x9E37_79B9_7F4A_7C15 ^ stream &* 0xD1B5_4A32_D192_ED03
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
