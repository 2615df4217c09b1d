import NIOPosix
import Synchronization

extension Typography {
    /// Runs work that blocks on one of our threads, and stops it when the calling task is cancelled.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable (Call) throws(TypographyError) -> Value
    ) async throws(TypographyError) -> Value {
        defer { pending.subtract(1, ordering: .relaxed) }
        guard pending.add(1, ordering: .relaxed).newValue <= longestQueue else { throw .busy }
        let call = try Call()
        return try await outcome(of: work, on: call).get()
    }

    private func outcome<Value: Sendable>(
        of work: @escaping @Sendable (Call) throws(TypographyError) -> Value,
        on call: Call
    ) async -> Result<Value, TypographyError> {
        do {
            return try await withTaskCancellationHandler {
                try await threads.runIfActive { Self.outcome(of: work, on: call) }
            } onCancel: {
                call.stop()
            }
        } catch {
            return .failure(call.isStopped ? .cancelled : .failed)  // it was never begun
        }
    }

    private static func outcome<Value>(
        of work: (Call) throws(TypographyError) -> Value,
        on call: Call
    ) -> Result<Value, TypographyError> {
        guard !call.isStopped else { return .failure(.cancelled) }
        do throws(TypographyError) {
            return .success(try work(call))
        } catch {
            return .failure(error)
        }
    }
}
