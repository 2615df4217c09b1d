import Kernel
import Logging
import Moderation
import ServiceLifecycle

/// Follows the block list: looks every few seconds whether its file has changed.
struct RuleKeeper: Service {
    private static let interval: Duration = .seconds(5)

    let book: RuleBook
    let clock: Clock

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await clock.sleep(Self.interval)) != nil { look() }
        }
    }

    private func look() {
        switch book.reload() {
        case .none: return
        case .renewed(let rules):
            Logger.current.notice("The block list was taken anew", metadata: ["count": "\(rules)"])
        case .refused(let refusal):
            Logger.current.error(
                "The block list changed but cannot be used; the earlier one stays in force",
                metadata: ["error": "\(refusal)"]
            )
        }
    }
}
