package import Kernel
import Synchronization

extension Randomness {
    /// Bytes that are the same in every run; two sources of one seed give the same ones.
    package static func seeded(_ seed: UInt64 = 1) -> Randomness {
        let source = SeededSource(seed)
        return Randomness { count in source.bytes(count) }
    }
}

private final class SeededSource: Sendable {
    private let generator: Mutex<SeededGenerator>

    init(_ seed: UInt64) {
        generator = Mutex(SeededGenerator(Seed(clamping: seed)))
    }

    func bytes(_ count: Int) -> [UInt8] {
        generator.withLock { generator in
            (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        }
    }
}
