import Kernel
import Outbound

/// One job at a time for each server, in the order in which they came.
///
/// These servers tell progress of, and interrupt, whatever they are at: with two jobs at once nobody would
/// know which.
actor ServerTurns {
    /// For one server; whoever comes later is told that it is overloaded.
    static let mostWaiting = 64

    private struct Waiter {
        let number: Int
        let outcome: CheckedContinuation<Result<Void, GatewayFailure>, Never>
    }

    private let clock: Clock
    private var busy: Set<HostLabel> = []
    private var waiters: [HostLabel: [Waiter]] = [:]
    private var lastNumber = 0

    init(_ clock: Clock) {
        self.clock = clock
    }

    /// How many wait for a server.
    func waiting(for server: HostLabel) -> Int { waiters[server]?.count ?? 0 }

    /// Waits until a server is free, and takes it; whoever took it passes it on.
    ///
    /// - Throws: `overloaded` when too many wait or the limit is over first, `cancelled` when the task is
    ///   cancelled first.
    func take(_ server: HostLabel, within limit: Duration) async throws(GatewayFailure) {
        guard !Task.isCancelled else { throw GatewayFailure(.cancelled) }
        guard !busy.insert(server).inserted else { return }
        guard waiting(for: server) < Self.mostWaiting else { throw GatewayFailure(.overloaded) }
        lastNumber += 1
        let number = lastNumber
        // Ends with this function, and with the task. It needs the actor, so it begins once the waiter stands
        // in the line.
        async let _: Void = dismiss(number, from: server, after: limit)
        let outcome = await withCheckedContinuation { outcome in
            waiters[server, default: []].append(Waiter(number: number, outcome: outcome))
        }
        try outcome.get()
    }

    /// Gives a server to whoever waits longest.
    func pass(_ server: HostLabel) {
        guard let next = waiters[server]?.first else {
            busy.remove(server)
            return
        }
        waiters[server]?.removeFirst()
        next.outcome.resume(returning: .success(()))
    }

    /// Sends away whoever still waits when the limit is over, or at once when the task is cancelled.
    private func dismiss(_ number: Int, from server: HostLabel, after limit: Duration) async {
        var reason = GatewayFailure.Reason.overloaded
        do {
            try await clock.sleep(limit)
        } catch {
            reason = .cancelled
        }
        guard let place = waiters[server]?.firstIndex(where: { $0.number == number }) else { return }
        waiters[server]?.remove(at: place).outcome.resume(returning: .failure(GatewayFailure(reason)))
    }
}
