import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Store
import Telemetry

/// `/healthz`, `/readyz` and `/metrics`: for those who run the server.
struct OperatingRoutes: Sendable {
    let core: Core
    let metrics: MetricsRegistry
    let metricsToken: Secret?
    let origins: Origins

    func mount(on router: Router<AppContext>) {
        router.get("healthz") { _, _ in Self.text("ok") }
        router.get("readyz", use: readiness)
        router.get("metrics", use: exposition)
    }

    /// Ready means that the database answers.
    @Sendable private func readiness(_ request: Request, _ context: AppContext) async throws -> Response {
        do {
            try await core.store.read { tx in
                _ = try tx.first("SELECT 1 AS one") { _ in true }
            }
            return Self.text("ready")
        } catch {
            return Self.text("not ready", status: .serviceUnavailable)
        }
    }

    /// Numbers for the operator: by token, or on a local server for those who connect directly.
    @Sendable private func exposition(_ request: Request, _ context: AppContext) async throws -> Response {
        guard isOperator(request, context) else { throw Problem(.notFound) }
        return Self.text(metrics.exposition(), type: "text/plain; version=0.0.4; charset=utf-8")
    }

    private func isOperator(_ request: Request, _ context: AppContext) -> Bool {
        if let metricsToken {
            let given = request.headers[.authorization] ?? ""
            return given.hasPrefix("Bearer ") && metricsToken.matches(given.dropFirst("Bearer ".count))
        }
        let isDirect = request.headers[.forwardedFor] == nil && request.headers[.forwarded] == nil
        return origins.isLocal && isDirect && (context.remoteAddress?.isLoopback ?? true)
    }

    private static func text(
        _ text: String,
        status: HTTPResponse.Status = .ok,
        type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text + "\n"))
        )
    }
}

extension SocketAddress {
    fileprivate var isLoopback: Bool {
        ipAddress.map { $0 == "::1" || $0.hasPrefix("127.") || $0.hasPrefix("::ffff:127.") } ?? false
    }
}
