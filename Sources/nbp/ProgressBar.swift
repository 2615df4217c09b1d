import Glibc

/// A bar on standard error while a person watches; nothing when the output is piped.
struct ProgressBar: Sendable {
    private static let width = 28

    private let isShown = isatty(STDERR_FILENO) == 1

    func show(_ fraction: Double, _ stage: String) {
        guard isShown else { return }
        let done = Int(fraction * Double(Self.width))
        let bar = String(repeating: "█", count: done) + String(repeating: "░", count: Self.width - done)
        Terminal.say("\r\u{1B}[K\(bar) \(Int(fraction * 100)) % \(stage)")
    }

    func clear() {
        guard isShown else { return }
        Terminal.say("\r\u{1B}[K")
    }
}
