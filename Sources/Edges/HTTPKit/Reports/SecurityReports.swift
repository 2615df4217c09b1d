import FoundationEssentials
package import Hummingbird
package import Kernel
import Logging
import Metrics
import Synchronization

/// `/csp-reports`: takes what browsers report of broken content security policies.
///
/// Each is counted by its directive; a few a minute are logged. Nothing of the address of a page or of a resource is kept but the
/// resource's origin: paths, queries and fragments may be somebody's.
package final class SecurityReports: Sendable {
    private static let largestBody = 32 * 1_024
    private static let linesAMinute = 10

    private struct Lines {
        var minute: Int64 = 0
        var written = 0
    }

    private let clock: Clock
    private let lines = Mutex(Lines())

    package init(clock: Clock) {
        self.clock = clock
    }

    package func mount(on router: Router<AppContext>) {
        router.post(RouterPath(Route.securityReports.path), use: take)
    }

    @Sendable private func take(_ request: Request, _ context: AppContext) async throws -> Response {
        let read: (Data) -> [BrokenPolicy]? =
            switch request.headers[.contentType]?.split(separator: ";").first?.lowercased() {
            case "application/csp-report": BrokenPolicy.report
            case "application/reports+json": BrokenPolicy.reports
            default: throw Problem(.unsupportedMediaType, ["expected": "application/reports+json"])
            }
        let body = Data(try await request.wholeBody(upTo: Self.largestBody).readableBytesView)
        guard let reports = read(body) else { throw Problem(.malformedBody) }
        for report in reports { note(report, context.logger) }
        return Response(status: .noContent)
    }

    private func note(_ report: BrokenPolicy, _ logger: Logger) {
        Counter(label: "csp.reports", dimensions: [("directive", report.directive.rawValue)]).increment()
        guard mayWrite() else { return }
        let metadata: Logger.Metadata = [
            "directive": "\(report.directive.rawValue)", "blocked": "\(report.blocked)",
        ]
        logger.warning("A page broke its content security policy", metadata: metadata)
    }

    private func mayWrite() -> Bool {
        let minute = clock.now().milliseconds / 60_000
        return lines.withLock { lines in
            if lines.minute != minute { lines = Lines(minute: minute) }
            lines.written += 1
            return lines.written <= Self.linesAMinute
        }
    }
}
