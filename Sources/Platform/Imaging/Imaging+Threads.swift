import CImaging
import NIOPosix
import Synchronization

extension Imaging {
    /// Runs work that blocks on one of our threads, and stops it when the calling task is cancelled.
    package func run<Value: Sendable>(
        _ work: @escaping @Sendable (Call) throws(ImagingError) -> Value
    ) async throws(ImagingError) -> Value {
        defer { pending.subtract(1, ordering: .relaxed) }
        guard pending.add(1, ordering: .relaxed).newValue <= longestQueue else { throw .busy }
        let call = try Call()
        let outcome = await outcome(of: work, on: call)
        if case .failure(let error) = outcome, error != .cancelled, let reason = call.reason {
            log(reason)
        }
        return try outcome.get()
    }

    private func outcome<Value: Sendable>(
        of work: @escaping @Sendable (Call) throws(ImagingError) -> Value,
        on call: Call
    ) async -> Result<Value, ImagingError> {
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
        of work: (Call) throws(ImagingError) -> Value,
        on call: Call
    ) -> Result<Value, ImagingError> {
        defer { imaging_thread_done() }
        guard isReady else { return .failure(.failed) }
        do throws(ImagingError) {
            return .success(try work(call))
        } catch {
            return .failure(error)
        }
    }
}
