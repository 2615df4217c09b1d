import FoundationEssentials
import Kernel
import Logging
import Outbound

/// Asks a managed server how it is, for as long as it runs.
struct ServerHealth: Sendable {
    /// What was seen.
    struct Watch: Sendable {
        /// Nil when it was called off.
        var trouble: ServerTrouble?
        /// For how long it had answered.
        var served: Duration = .zero
    }

    private static let path = "/sdcpp/v1/capabilities"
    /// Between two questions, until the first answer and afterwards.
    private static let firstPause: Duration = .milliseconds(500)
    private static let pause: Duration = .seconds(15)
    /// For one answer.
    private static let patience: Duration = .seconds(5)
    /// A model of many gigabytes is read from a slow disk.
    private static let startLimit: Duration = .seconds(600)
    /// Questions in a row without an answer; drawing on every core, it is slow to speak.
    private static let mostMissed = 8

    let outbound: Outbound
    let port: LoopbackPort
    let label: HostLabel
    let clock: Clock

    /// Asks until the server has not answered for too long, or the task is cancelled; `ready` is called at its first answer.
    func watch(_ log: ServerLog, ready: () -> Void) async -> Watch {
        let start = clock.now()
        var readyAt: Timestamp?
        var missed = 0
        while true {
            log.rotate()
            if await isAnswering() {
                missed = 0
                if readyAt == nil { ready() }
                readyAt = readyAt ?? clock.now()
            } else {
                missed += 1
            }
            let served = readyAt.map { clock.now() - $0 }
            if served == nil, clock.now() - start >= Self.startLimit {
                return Watch(trouble: .neverReady(log: log.file.path))
            }
            if let served, missed >= Self.mostMissed {
                return Watch(trouble: .silent(log: log.file.path), served: served)
            }
            let pause = served == nil ? Self.firstPause : Self.pause
            guard (try? await clock.sleep(pause)) != nil else {
                return Watch(served: readyAt.map { clock.now() - $0 } ?? .zero)
            }
        }
    }

    /// One question; its place in the log would be four lines a minute that say nothing.
    private func isAnswering() async -> Bool {
        guard let url = OutboundURL(port.url.base + Self.path) else { return false }
        var limits = OutboundLimits()
        limits.whole = Self.patience
        let call = OutboundCall.get(url, limits: limits)
        let answer = await withLogger(logLevel: .warning) { _ in
            try? await outbound.send(call, to: .localEngine(label))
        }
        guard let answer, answer.isSuccess else { return false }
        return (try? JSONDecoder().decode(Capabilities.self, from: answer.body)) != nil
    }

    /// What nobody but an `sd-server` says, as far as it is read here.
    private struct Capabilities: Decodable {
        let modes: [String]

        private enum CodingKeys: String, CodingKey {
            case modes = "supported_modes"
        }
    }
}
