package import Kernel
import Logging
import ServiceLifecycle
import UnixSignals

/// Has the certificate follow its files: every few seconds, and at once on SIGHUP.
package struct CertificateKeeper: Service {
    package static let interval: Duration = .seconds(5)

    private let certificate: Certificate
    private let clock: Clock

    package init(_ certificate: Certificate, clock: Clock) {
        self.certificate = certificate
        self.clock = clock
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask {
                    while (try? await clock.sleep(Self.interval)) != nil { look() }
                }
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sighup) { look() }
                }
            }
        }
    }

    private func look() {
        switch certificate.reload() {
        case .none: return
        case .renewed: Logger.current.notice("The certificate was renewed")
        case .refused(let refusal):
            Logger.current.error(
                "The certificate's files changed but cannot be served; the earlier one stays",
                metadata: ["error": "\(refusal.kind)"]
            )
        }
    }
}
