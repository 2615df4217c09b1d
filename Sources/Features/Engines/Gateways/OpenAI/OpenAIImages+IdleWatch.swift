import Kernel
import Outbound
import Synchronization

extension OpenAIImages {
    /// Gives a stream up on which nothing came for too long.
    struct IdleWatch: Sendable {
        let limit: Duration
        let clock: Clock

        /// Runs `work`, which says by its argument that something came.
        /// - Throws: `OutboundError.timedOut` when nothing came for as long as the limit, or what `work` throws.
        func watch<Value: Sendable>(
            _ work: @escaping @Sendable (_ heard: @escaping @Sendable () -> Void) async throws -> Value
        ) async throws -> Value {
            let last = LastSign(clock.now())
            return try await withThrowingTaskGroup(of: Value.self) { group in
                group.addTask { try await work { last.move(to: clock.now()) } }
                group.addTask { try await untilQuiet(since: last) }
                defer { group.cancelAll() }
                guard let value = try await group.next() else { throw CancellationError() }
                return value
            }
        }

        private func untilQuiet(since last: LastSign) async throws -> Never {
            while true {
                let left = limit - (clock.now() - last.moment)
                guard left > .zero else { throw OutboundError.timedOut }
                try await clock.sleep(left)
            }
        }
    }

    /// When something came last.
    private final class LastSign: Sendable {
        private let state: Mutex<Timestamp>

        init(_ moment: Timestamp) {
            state = Mutex(moment)
        }

        var moment: Timestamp { state.withLock { $0 } }

        func move(to moment: Timestamp) {
            state.withLock { $0 = moment }
        }
    }
}
