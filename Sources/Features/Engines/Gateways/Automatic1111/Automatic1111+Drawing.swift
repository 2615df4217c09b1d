import Engines
import FoundationEssentials
import Kernel

extension Automatic1111 {
    /// One open request at a server, what is asked beside it, and how it is broken off.
    struct Drawing: Sendable {
        private typealias Outcome = Result<DiffusionAnswer, GatewayFailure>
        private typealias Request = Task<Outcome, Never>

        static let pause: Duration = .seconds(1)
        /// How often a server is told to stop, a pause apart: it forgets that when it has not begun yet.
        static let mostInterruptions = 30

        private let calls: DiffusionCalls
        private let clock: Clock
        private let report: @Sendable (EngineProgress) -> Void

        init(
            _ calls: DiffusionCalls,
            _ clock: Clock,
            _ report: @escaping @Sendable (EngineProgress) -> Void
        ) {
            self.calls = calls
            self.clock = clock
            self.report = report
        }

        /// Sends a request and returns its answer; the server is at rest when this has returned, as far as
        /// anybody can say.
        ///
        /// - Throws: `GatewayFailure`, which is `cancelled` whenever the task was, whatever the server
        ///   answered then.
        func run(
            _ path: String,
            _ body: Data,
            within limit: Duration
        ) async throws(GatewayFailure) -> DiffusionAnswer {
            guard !Task.isCancelled else { throw GatewayFailure(.cancelled) }
            // A cancellation does not end it: that would free the server in our eyes while it draws on.
            let request = calls.posting(path, body, within: limit)
            let outcome = await outcome(of: request)
            // The time was up, or the connection was cut: it may draw on.
            if case .failure(let failure) = outcome, failure.reason == .unknown { await interrupt() }
            guard let outcome, !Task.isCancelled else { throw GatewayFailure(.cancelled) }
            return try outcome.get()
        }

        /// Waits for a request, and tells how far it is; nil when the task was cancelled and the request
        /// broken off.
        private func outcome(of request: Request) async -> Outcome? {
            await withTaskGroup(of: Outcome?.self) { group in
                group.addTask { await request.value }
                group.addTask {
                    await watch()
                    return nil
                }
                let first = await group.next() ?? nil
                group.cancelAll()
                if first == nil { await stop(request) }
                return first
            }
        }

        /// Tells the server to stop until it has, or until patience is over.
        private func stop(_ request: Request) async {
            // Of its own, for the task that asks is cancelled; it ends with this function.
            let telling = Task {
                for _ in 1...Self.mostInterruptions {
                    await interrupt()
                    guard (try? await clock.sleep(Self.pause)) != nil else { return }
                }
                request.cancel()
            }
            _ = await request.value
            telling.cancel()
            await telling.value
        }

        /// To its end, so that it does not meet the next job.
        private func interrupt() async {
            _ = await calls.posting("/sdapi/v1/interrupt", within: Automatic1111.question).value
        }

        /// Tells how far the server is, every second until the task is cancelled.
        private func watch() async {
            while (try? await clock.sleep(Self.pause)) != nil {
                let path = "/sdapi/v1/progress?skip_current_image=true"
                guard let answer = try? await calls.get(path, within: Automatic1111.question),
                    let share = Automatic1111.share(answer)
                else { continue }
                report(EngineProgress(.drawing, share))
            }
        }
    }
}
