package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
package import Privacy
import Wire

/// `/api/privacy/arrivals`: addresses that another installation brings an archive to, and the bringing.
package struct ArrivalRoutes: Sendable {
    /// Of what a sender calls its delivery.
    private static let longestName = 200

    private let archives: Archives
    private let transfers: TransferForms

    package init(archives: Archives, transfers: TransferForms) {
        self.archives = archives
        self.transfers = transfers
    }

    /// For people, who are known by their cookies.
    package func mount(on router: RouterGroup<AppContext>) {
        router.post("api/privacy/arrivals", use: expect)
    }

    /// For other installations, which are nobody here: what they bring is known by its address alone.
    package func mountDeliveries(on router: RouterGroup<AppContext>) {
        router.post("api/privacy/arrivals/:token", use: deliver)
    }

    @Sendable private func expect(_ request: Request, _ context: AppContext) async throws -> Response {
        let address = try await transfers.expect(context)
        let body = ArrivalBody(address: address.text, expiresAt: address.expiresAt.description)
        return try .json(body, status: .created)
    }

    /// Takes a ZIP file in; the same delivery is answered the same, however often it comes.
    @Sendable private func deliver(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let token = context.parameters.get("token").flatMap({ TransferToken($0) }) else {
            throw Problem(.notFound)
        }
        let name = request.headers[.idempotencyKey].map { String($0.prefix(Self.longestName)) }
        guard let archive = try await archives.arriving(with: token, delivery: name) else {
            return Response(status: .accepted)
        }
        do {
            try transfers.requireDelivery(to: token, context)
            try request.requireArchive()
            try await request.pour(within: Archives.arrivalPatience) { try await archive.append($0) }
            _ = try await archives.arrived(archive)
        } catch {
            await archives.left(archive)
            throw error
        }
        return Response(status: .accepted)
    }
}
