import Glibc
package import Kernel
import Logging
package import Outbound
import ServiceLifecycle
import Synchronization

/// An `sd-server` of ours: started, asked after, started again when it ends, and ended with us.
///
/// Whatever is wrong with it, the service goes on and tries again; `state` says what is the matter.
package final class ManagedServer: Service {
    package enum State: Hashable, Sendable {
        case starting
        case ready
        case failing(ServerTrouble)
    }

    /// After the first failure, then doubled.
    private static let firstPause: Duration = .seconds(1)
    private static let longestPause: Duration = .seconds(60)
    /// Whoever served for so long begins with the first pause again.
    private static let steadiness: Duration = .seconds(300)
    /// How long it may take to stop.
    private static let patience: Duration = .seconds(10)

    /// Where it listens, and so where pictures are asked of.
    package let port: LoopbackPort

    let plan: ServerPlan
    let health: ServerHealth
    private let clock: Clock
    private let current = Mutex(State.starting)

    /// - Parameters:
    ///   - plan: what is started, with which weights.
    ///   - port: where it is to listen.
    ///   - outbound: the way out; knows the port's origin as the local engine `label`.
    ///   - label: that engine.
    ///   - clock: measures pauses and patience.
    package init(
        _ plan: ServerPlan,
        on port: LoopbackPort,
        asking outbound: Outbound,
        as label: HostLabel,
        clock: Clock
    ) {
        self.plan = plan
        self.port = port
        self.clock = clock
        health = ServerHealth(outbound: outbound, port: port, label: label, clock: clock)
    }

    package var state: State { current.withLock { $0 } }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await self.supervise() }
    }

    /// Starts it again and again, until the task is cancelled.
    private func supervise() async {
        var failures = 0
        while !Task.isCancelled {
            move(to: .starting)
            let (trouble, served) = await live()
            guard let trouble else { return }
            failures = served >= Self.steadiness ? 1 : failures + 1
            move(to: .failing(trouble))
            guard (try? await clock.sleep(Self.pause(after: failures))) != nil else { return }
        }
    }

    /// How long to wait after so many failures in a row: 1, 2, 4 … and at last 60 seconds.
    static func pause(after failures: Int) -> Duration {
        min(firstPause * (1 << min(failures - 1, 16)), longestPause)
    }

    /// One life of the server, from its start to its end.
    /// - Returns: what was the matter, nil when the task was cancelled; and for how long it had answered.
    private func live() async -> (trouble: ServerTrouble?, served: Duration) {
        let child: ChildProcess
        do throws(ServerTrouble) {
            child = try await plan.start(on: port)
        } catch {
            return (error, .zero)
        }
        let seen = await watch(child)
        // Cancelled or not, it has to be gone before anything else happens; that must not be cut short.
        let end = await Task { await self.end(child) }.value
        guard !Task.isCancelled else { return (nil, seen.served) }
        return (seen.trouble ?? plan.trouble(of: end), seen.served)
    }

    /// Follows it until it has ended, does not answer, or the task is cancelled.
    private func watch(_ child: ChildProcess) async -> ServerHealth.Watch {
        await withTaskGroup(of: ServerHealth.Watch?.self) { group in
            group.addTask {
                await self.health.watch(self.plan.log) { self.move(to: .ready) }
            }
            group.addTask {
                await child.wait()
                return nil
            }
            var seen = ServerHealth.Watch()
            // Whichever comes first takes the other along.
            for await outcome in group {
                group.cancelAll()
                if let outcome { seen = outcome }
            }
            return seen
        }
    }

    /// Ends it and whatever it started: nicely, and by force when that takes too long.
    private func end(_ child: ChildProcess) async -> ChildProcess.End {
        child.signal(SIGTERM)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await child.wait() }
            group.addTask { _ = try? await self.clock.sleep(Self.patience) }
            await group.next()
            group.cancelAll()
        }
        child.signal(SIGKILL)
        // Nothing cancels the task that this runs on.
        return await child.wait() ?? .signal(SIGKILL)
    }

    private func move(to state: State) {
        let before = current.withLock { current in
            defer { current = state }
            return current
        }
        guard before != state else { return }
        let place: Logger.Metadata = ["port": "\(port.number)"]
        switch state {
        case .starting: Logger.current.info("The local model's server is started", metadata: place)
        case .ready: Logger.current.notice("The local model is ready", metadata: place)
        case .failing(let trouble):
            Logger.current.error("The local model's server failed", metadata: ["error": "\(trouble.kind)"])
        }
    }
}
