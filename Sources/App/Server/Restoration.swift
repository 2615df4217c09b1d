import HTTPKit
import Hummingbird
import Kernel
import Logging
import Privacy
import ServiceLifecycle
import Synchronization

/// Keeps a server closed while a restored copy is cleaned of what was deleted after the copy was made.
final class Restoration: Sendable {
    private struct State {
        var isOver: Bool
        var waiting: [AsyncStream<Void>.Continuation] = []
    }

    private let state: Mutex<State>

    init(isNeeded: Bool) {
        state = Mutex(State(isOver: !isNeeded))
    }

    var isOver: Bool { state.withLock { $0.isOver } }

    func end() {
        let waiting = state.withLock { state in
            state.isOver = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.finish() }
    }

    /// Returns when it is over, or when the server is told to stop.
    func wait() async {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        state.withLock { state in
            if state.isOver { continuation.finish() } else { state.waiting.append(continuation) }
        }
        for await _ in stream.cancelOnGracefulShutdown() {}
    }
}

/// Answers 503 to everything until a restored copy is clean.
struct ClosedWhileRestoring: RouterMiddleware {
    let restoration: Restoration

    func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard restoration.isOver else { throw Problem(.restoring) }
        return try await next(request, context)
    }
}

/// Cleans a restored copy, then opens the server.
struct Replay: Service {
    private static let pause: Duration = .seconds(1)

    let core: Core
    let restoration: Restoration

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !restoration.isOver {
                do {
                    let count = try await core.privacy.replay()
                    Logger.current.notice("A restored copy was cleaned", metadata: ["count": "\(count)"])
                    restoration.end()
                } catch {
                    Logger.current.error(
                        "A restored copy could not be cleaned",
                        metadata: ["error": "\(type(of: error))"]
                    )
                    guard (try? await core.ambience.clock.sleep(Self.pause)) != nil else { return }
                }
            }
        }
        try await gracefulShutdown()
    }
}

/// A service that does nothing before a restored copy is clean.
struct AfterRestoration<Inner: Service>: Service {
    let inner: Inner
    let restoration: Restoration

    func run() async throws {
        await restoration.wait()
        try await inner.run()
    }
}
