import Engines
import Foundation
import Imaging
import Kernel
import Synchronization
import TestSupport

/// A host of the Images API that fails three calls in ten, in every way there is, and remembers what it did.
///
/// What it does follows from the run's seed, the picture and how often that was asked for, and not from which call came first: a
/// run of the same seed meets the same trouble.
final class ChaosHost: Sendable {
    /// Of a hundred calls.
    private static let failing = 30
    /// Seeds of a job's pictures: so many lie between two jobs.
    static let seedsPerJob = 4

    private let seed: Seed
    /// As base64.
    let picture: String
    /// Of another shape.
    let other: String
    private let served = Mutex<[Int: [ChaosAnswer]]>([:])

    init(_ seed: Seed) async throws {
        self.seed = seed
        picture = try await Self.base64(PixelSize(width: 64, height: 64))
        other = try await Self.base64(PixelSize(width: 48, height: 80))
    }

    /// What was done, by the seeds of the pictures that were asked for, the first answer first.
    var answers: [Int: [ChaosAnswer]] { served.withLock { $0 } }

    func serve(_ request: String, _ write: ScriptedServer.Writer) async throws {
        // Nobody else comes here; if somebody does, they are told nothing and the books will not agree.
        guard let found = request.firstMatch(of: /"seed":([0-9]+)/), let number = Int(found.1) else { return }
        let answer = served.withLock { served in
            let past = served[number]?.count ?? 0
            let next = self.answer(to: number, after: past)
            served[number, default: []].append(next)
            return next
        }
        try await perform(answer, write)
    }

    private func answer(to number: Int, after past: Int) -> ChaosAnswer {
        let troubles = ChaosAnswer.troubles
        let (third, rest) = (number / Self.seedsPerJob).quotientAndRemainder(dividingBy: 3)
        // Every kind twice, among calls that succeed: no run is without one of them.
        if past == 0, rest == 0, third < troubles.count * 2 { return troubles[third % troubles.count] }
        var chance = SeededGenerator(seed, stream: UInt64(number) << 8 | UInt64(past))
        guard Int.random(in: 0..<100, using: &chance) < Self.failing else { return .picture }
        return troubles.randomElement(using: &chance) ?? .picture
    }

    private static func base64(_ size: PixelSize) async throws -> String {
        let picture = try await Picture.plain(size)
        return try await Imaging.forTests.encode(picture, as: .png).base64EncodedString()
    }
}
