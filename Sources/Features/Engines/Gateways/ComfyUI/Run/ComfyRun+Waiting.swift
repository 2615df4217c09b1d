import Engines
import Kernel

extension ComfyRun {
    /// What lies between looks for something that must be there, and may come late: two seconds in all.
    private static let patience: [Duration] = [.zero, .milliseconds(500), .milliseconds(500), .seconds(1)]
    /// Looks that may fail in a row; a server that starts again takes less.
    private static let mostMissed = 30
    /// How many looks go by before the queue is asked as well, which is long: it holds everybody's graphs.
    private static let looksPerQuestion = 30

    /// What is known of a run from looking.
    private struct Watch {
        var looks = 0
        /// How many looks failed, one after another.
        var missed = 0
        /// Whether the server may have started again, and lost its runs.
        var isInDoubt = false
    }

    /// Waits until the run is over: by the socket or by the history, whichever says so first.
    func end(
        of prompt: String,
        _ signals: inout AsyncStream<Signal>.Iterator
    ) async throws(GatewayFailure) -> ComfyHistory.Run {
        var watch = Watch()
        var progress = 0.0
        while let signal = await signals.next(isolation: #isolation) {
            var run: ComfyHistory.Run?
            switch signal {
            case .listening: break
            case .deaf: watch.isInDoubt = true
            case .event(.started): report(EngineProgress(.drawing, progress))
            case .event(.progress(let share)):
                // A graph with two samplers counts twice.
                progress = max(progress, share)
                report(EngineProgress(.drawing, progress))
            case .event(.ended): run = try await settled(prompt)
            case .look: run = try await look(for: prompt, &watch)
            }
            if let run { return run }
        }
        throw GatewayFailure(.cancelled)
    }

    /// What `ask` brings, once it does; nil after two seconds.
    func patiently<Value: Sendable>(
        _ ask: () async throws(GatewayFailure) -> Value?
    ) async throws(GatewayFailure) -> Value? {
        for pause in Self.patience {
            try await sleep(pause)
            do {
                if let value = try await ask() { return value }
            } catch {
                guard error.isPassing else { throw error }
            }
        }
        return nil
    }

    /// The run as the history has it, which may be later than the news of its end.
    private func settled(_ prompt: String) async throws(GatewayFailure) -> ComfyHistory.Run? {
        try await patiently { () async throws(GatewayFailure) in try await server.history(of: prompt) }
    }

    private func look(
        for prompt: String,
        _ watch: inout Watch
    ) async throws(GatewayFailure) -> ComfyHistory.Run? {
        do {
            if let run = try await server.history(of: prompt) { return run }
            watch.missed = 0
        } catch {
            guard error.isPassing else { throw error }
            watch.missed += 1
            watch.isInDoubt = true
            guard watch.missed < Self.mostMissed else { throw GatewayFailure(.unknown) }
            return nil
        }
        watch.looks += 1
        guard watch.isInDoubt || watch.looks.isMultiple(of: Self.looksPerQuestion) else { return nil }
        watch.isInDoubt = false
        guard try await isLost(prompt) else { return nil }
        // It may have ended between the two questions.
        if let run = try await settled(prompt) { return run }
        throw GatewayFailure(.unknown)
    }

    private func isLost(_ prompt: String) async throws(GatewayFailure) -> Bool {
        do {
            return try await !server.isQueued(prompt)
        } catch {
            guard error.isPassing else { throw error }
            return false
        }
    }

    private func sleep(_ pause: Duration) async throws(GatewayFailure) {
        do {
            try await clock.sleep(pause)
        } catch {
            throw GatewayFailure(.cancelled)
        }
    }
}

extension GatewayFailure {
    /// Whether the next question may well be answered.
    fileprivate var isPassing: Bool {
        switch reason {
        case .transport, .unknown, .overloaded, .rateLimited, .engineFailed: true
        default: false
        }
    }
}
