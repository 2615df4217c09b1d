package import FoundationEssentials
package import Hummingbird
import Kernel
import Synchronization

/// How fast a large body must come, so that one that trickles does not take somebody else's place.
package struct BodyPace: Sendable {
    /// For the whole of it.
    package var longest: Duration = .seconds(900)
    /// Bytes a second, on the average from the beginning.
    package var slowest = 16_384
    /// Before this, no body is too slow.
    package var patience: Duration = .seconds(20)

    package init() {}

    fileprivate func isTooSlow(_ bytes: Int, after time: Duration) -> Bool {
        if time > longest { return true }
        return time > patience && bytes < Int(time.components.seconds) * slowest
    }
}

extension Request {
    /// Hands a large body over as it comes, at a pace: whoever takes it bounds how much there may be.
    /// - Throws: `Problem` `body_too_slow`, `malformed_body`, or whatever `take` throws.
    package func pour(
        at pace: BodyPace,
        _ take: @escaping @Sendable (Data) async throws -> Void
    ) async throws {
        let (arrived, start) = (Arrived(), ContinuousClock.now)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await pour(within: pace.longest) { piece in
                    arrived.bytes.add(piece.count, ordering: .relaxed)
                    try await take(piece)
                }
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: .seconds(1))
                    let bytes = arrived.bytes.load(ordering: .relaxed)
                    guard !pace.isTooSlow(bytes, after: start.duration(to: .now)) else {
                        throw Problem(.bodyTooSlow)
                    }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

/// How much of a body has come.
private final class Arrived: Sendable {
    let bytes = Atomic(0)
}
