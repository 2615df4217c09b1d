import Kernel

extension ComfyRun {
    /// How often a run is stopped before it is believed: one that was just about to begin overhears it.
    private static let stops = 3
    private static let stopInterval: Duration = .seconds(1)

    /// Hands the graph over.
    /// - Returns: the id of the run.
    func submit(_ nodes: [String: ComfyJSON]) async throws(GatewayFailure) -> String {
        let submission = ComfySubmission(nodes, clientID: names.client, promptID: names.prompt)
        do throws(GatewayFailure) {
            let acceptance = try await server.submit(submission)
            guard acceptance.refusal.drops(graph.output) else { return acceptance.prompt }
            // It runs for other outputs, which nobody fetches.
            await clearUp(acceptance.prompt, hasEnded: false)
            throw GatewayFailure(acceptance.refusal.reason)
        } catch {
            if error.mayBeHeard { await clearUp(names.prompt, hasEnded: false) }
            throw error
        }
    }

    /// Stops a run that has not ended, and has the server forget it.
    ///
    /// It goes on when this task is cancelled, for then it matters most; each of its calls has a limit. What
    /// fails here is let be: the picture, or the failure, is the same.
    func clearUp(_ prompt: String, hasEnded: Bool) async {
        let clearing = Task {
            if !hasEnded { await stop(prompt) }
            try? await server.forget(prompt)
        }
        await clearing.value
    }

    /// Returns when the run is in the history, where it can be forgotten; one that had not begun never gets
    /// there.
    private func stop(_ prompt: String) async {
        for _ in 1...Self.stops {
            do {
                try await server.cancel(prompt)
                guard try await server.history(of: prompt) == nil else { return }
                try await clock.sleep(Self.stopInterval)
            } catch {
                return
            }
        }
    }
}

extension GatewayFailure {
    /// Whether the server may have taken the graph all the same.
    fileprivate var mayBeHeard: Bool {
        switch reason {
        case .unknown, .cancelled, .overloaded, .engineFailed: true
        default: false
        }
    }
}
