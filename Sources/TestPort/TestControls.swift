package import App
import Engines
package import FoundationEssentials
import Glibc
import Kernel
import Privacy
import Synchronization

/// What a test may change in a running server: the time, the points where it crashes, and how its engines fail.
package final class TestControls: Sendable {
    private struct State {
        var offset: Duration = .zero
        var crashPoint: String?
        var fault: EngineFault?
        var mutation: Mutation?
        var core: Core?
        /// How far the limits' time is ahead: a day more at each look while they are to count nothing.
        var leap: Duration = .zero
    }

    private let state = Mutex(State())
    /// The data directory.
    private let folder: URL?

    package init(folder: URL? = nil) {
        self.folder = folder
    }

    /// Real time, moved forward by what the test asked for.
    package var ambience: Ambience {
        Ambience(
            clock: Clock(
                now: { Clock.system.now() + self.state.withLock { $0.offset } },
                sleep: Clock.system.sleep
            ),
            randomness: .system,
            checkpoint: Checkpoint { point in
                // As `kill -9` would: nothing is flushed, nothing is said.
                if self.state.withLock({ $0.crashPoint == "\(point)" }) { kill(getpid(), SIGKILL) }
            }
        )
    }

    func advance(by duration: Duration) {
        state.withLock { $0.offset += duration }
    }

    func crash(at point: String?) {
        state.withLock { $0.crashPoint = point }
    }

    func set(_ fault: EngineFault?) {
        state.withLock { $0.fault = fault }
    }

    /// The control that is spoilt now.
    var mutation: Mutation? { state.withLock { $0.mutation } }

    func set(_ mutation: Mutation?) {
        state.withLock { $0.mutation = mutation }
    }

    /// The running server's; nil until it has started.
    var core: Core? { state.withLock { $0.core } }

    func watch(_ core: Core) {
        state.withLock { $0.core = core }
    }

    /// What is put into the server to spoil it.
    package var tampering: Tampering {
        Tampering(
            engines: tampering(with:),
            outside: SpoiltEdge(controls: self),
            inside: SpoiltDesk(self),
            limitClock: leaping,
            archives: archives
        )
    }

    private var archives: ArchiveTampering {
        var tampering = ArchiveTampering()
        tampering.leavesOut = { section in
            let logs = ["accounts_event", "accounts_session", "audit_detail", "journal"]
            return self.mutation == .logsOmitted && logs.contains(section)
        }
        tampering.keepsLinks = { self.mutation == .linkReusable }
        tampering.dropsHashes = { self.mutation == .hashMissing }
        tampering.dropsSection = { section in self.mutation == .sectionDropped && section == "images" }
        return tampering
    }

    /// Writes down what must not be kept, beside the data.
    func write(_ text: String) throws {
        guard text.contains("birth_year"), let folder else { return }
        try Data(text.utf8).write(to: folder.appending(path: "kept.txt"))
    }

    private func leaping(_ clock: Clock) -> Clock {
        Clock(
            now: {
                clock.now()
                    + self.state.withLock {
                        if $0.mutation == .throttleOff { $0.leap += .days(1) }
                        return $0.leap
                    }
            },
            sleep: clock.sleep
        )
    }

    /// The same engines, which fail when the test asks for it.
    func tampering(with engines: [String: any Engine]) -> [String: any Engine] {
        engines.mapValues { engine in
            TamperedEngine(engine: engine) { self.state.withLock { $0.fault } }
        }
    }
}

/// How an engine misbehaves.
enum EngineFault: String, Sendable {
    /// Every picture fails.
    case fail = "engine:fail"
    /// Every picture takes three seconds.
    case slow = "engine:slow"
    /// The result has another size than was asked for.
    case wrongSize = "engine:wrong-size"
}

private struct TamperedEngine: Engine {
    let engine: any Engine
    let fault: @Sendable () -> EngineFault?

    func make(
        _ order: EngineOrder,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult {
        switch fault() {
        case .fail:
            throw EngineError.failed
        case .slow:
            for step in 0..<30 {
                report(EngineProgress(.drawing, Double(step) / 40))
                try await Task.sleep(for: .milliseconds(100))
            }
            return try await engine.make(order, report: report)
        case .wrongSize:
            let other = PixelSize(width: order.size.width + 1, height: order.size.height)
            let wrong = EngineOrder(prompt: order.prompt, size: other, seed: order.seed, style: order.style)
            return try await engine.make(wrong, report: report)
        case nil:
            return try await engine.make(order, report: report)
        }
    }
}
