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
        var salts: [[UInt8]] = []
    }

    private let state = Mutex(State())
    /// The data directory.
    private let folder: URL?

    /// What a test wants from the start on stands in files of the folder: a control to spoil, a point to crash at, one to
    /// wait at while the file is there.
    package init(folder: URL? = nil) {
        self.folder = folder
        let (fault, point) = (Self.word(in: folder, "test-fault"), Self.word(in: folder, "test-crash"))
        state.withLock { $0.mutation = fault.flatMap(Mutation.init) }
        state.withLock { $0.crashPoint = point }
    }

    private static func word(in folder: URL?, _ name: String) -> String? {
        guard let file = folder?.appending(path: name), let bytes = try? Data(contentsOf: file) else {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Real time, moved forward by what the test asked for.
    package var ambience: Ambience {
        Ambience(
            clock: Clock(
                now: { Clock.system.now() + self.state.withLock { $0.offset } },
                sleep: Clock.system.sleep
            ),
            randomness: .system,
            checkpoint: Checkpoint(
                reach: { point in
                    while Self.word(in: self.folder, "test-wait") == "\(point)" {
                        try? await Clock.system.sleep(.milliseconds(20))
                    }
                    // As `kill -9` would: nothing is flushed, nothing is said.
                    if self.state.withLock({ $0.crashPoint == "\(point)" }) { kill(getpid(), SIGKILL) }
                },
                skips: { step in self.mutation?.skippedStep == "\(step)" }
            )
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

    /// Whether nothing can be signed.
    var signerFails: Bool { state.withLock { $0.fault == .signerFails } }

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
            copies: { $0.map { TamperedCopy(copy: $0, controls: self) } },
            limitClock: leaping,
            salts: salts,
            states: { SpoiltStates($0, controls: self) },
            archives: archives,
            marks: { SpoiltMarks(provenance: $0, controls: self) }
        )
    }

    /// The salts that the server's pseudonyms were made with, the oldest first, in hexadecimal.
    var drawnSalts: [String] { state.withLock { $0.salts }.map(Self.hexadecimal) }

    /// Real randomness, which remembers what it gave.
    private var salts: Randomness {
        Randomness { count in
            let mutation = self.mutation
            let salt = self.state.withLock { state in
                let kept = mutation == .saltKept ? state.salts.last : nil
                let salt = kept ?? Randomness.system.bytes(count)
                state.salts.append(salt)
                return salt
            }
            if mutation == .saltWritten, let folder = self.folder {
                try? Data(Self.hexadecimal(salt).utf8).write(to: folder.appending(path: "salt.txt"))
            }
            return salt
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Who sweeps: nobody, or somebody to whom it is a month ago, where the control is spoilt so.
    func sweeper(of core: Core) -> RetentionSweeper? {
        var sweeper = core.sweeper
        switch mutation {
        case .unswept: return nil
        case .sweptLate:
            let clock = core.ambience.clock
            sweeper.clock = Clock(now: { clock.now() - .days(30) }, sleep: clock.sleep)
            return sweeper
        default: return sweeper
        }
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
    func write(_ text: String, ifAbout word: String = "birth_year") throws {
        guard text.contains(word), let folder else { return }
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

/// How an engine misbehaves, or what comes after it.
enum EngineFault: String, Sendable {
    /// Every picture fails.
    case fail = "engine:fail"
    /// Every picture takes three seconds.
    case slow = "engine:slow"
    /// The result has another size than was asked for.
    case wrongSize = "engine:wrong-size"
    /// The engine does its work, and what it made cannot be signed.
    case signerFails = "signer:fail"
}

private struct TamperedEngine: Engine {
    let engine: any Engine
    let fault: @Sendable () -> EngineFault?

    var waitsForServers: Bool { engine.waitsForServers }

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
            let wrong = EngineOrder(
                prompt: order.prompt,
                size: other,
                seed: order.seed,
                style: order.style,
                task: order.task
            )
            return try await engine.make(wrong, report: report)
        case .signerFails, nil:
            return try await engine.make(order, report: report)
        }
    }
}
