#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a client takes from around it: time and chance.
struct Ambience: Sendable {
    var now: @Sendable () -> Date
    var sleep: @Sendable (Duration) async throws -> Void
    /// From 0 up to 1.
    var chance: @Sendable () -> Double
    /// A new text that nobody else has.
    var unique: @Sendable () -> String

    static let system = Ambience(
        now: { Date() },
        sleep: { try await Task.sleep(for: $0) },
        chance: { Double.random(in: 0..<1) },
        unique: { UUID().uuidString.lowercased() }
    )
}
