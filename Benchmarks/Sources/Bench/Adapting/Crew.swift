import NIOPosix

/// Clients that ask at once, each on a thread of its own.
struct Crew {
    let size: Int

    /// Has each of them do it so often, one time after another.
    /// - Returns: how long all of them together took.
    func time(
        _ times: Int,
        _ act: @escaping @Sendable (_ client: Int) throws -> Void
    ) async throws -> Duration {
        let threads = NIOThreadPool(numberOfThreads: size)
        threads.start()
        let size = size
        let outcome: Result<Duration, any Error>
        do {
            let took = try await ContinuousClock().measure {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for client in 0..<size {
                        group.addTask {
                            try await threads.runIfActive { for _ in 0..<times { try act(client) } }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            outcome = .success(took)
        } catch {
            outcome = .failure(error)
        }
        try await threads.shutdownGracefully()
        return try outcome.get()
    }
}
