/// Where unguessable bytes come from, injected so that tests can repeat themselves.
package struct Randomness: Sendable {
    /// Returns `count` bytes.
    package let bytes: @Sendable (_ count: Int) -> [UInt8]

    package init(bytes: @escaping @Sendable (_ count: Int) -> [UInt8]) {
        self.bytes = bytes
    }

    /// The operating system's generator, fit for keys and tokens.
    package static let system = Randomness { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// A number from 0 to `Seed.max`, for a picture whose maker named none.
    package func seed() -> Seed {
        let number = bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Seed(clamping: number % (UInt64(Seed.largest) + 1))
    }
}
