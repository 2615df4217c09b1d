package import FoundationEssentials
import HTTPKit
import Kernel
import Privacy

/// The rights desk from the machine itself, beside a running server: lists requests, and takes mails from a mail server's pipe.
package struct RequestCounter: Sendable {
    private let core: Core

    /// Opens the installation beside a running server.
    /// - Throws: whatever forbids the start of a server; `RestoredCopy`.
    package init(_ settings: Settings) async throws {
        core = try await Core.beside(settings)
    }

    /// A line for each open request, those that are due first at the top; with `all` the answered ones below.
    package func lines(all: Bool) async throws -> [String] {
        let now = core.ambience.clock.now()
        var requests = try await core.requests.requests(areOpen: true)
        if all { requests += try await core.requests.requests(areOpen: false) }
        return requests.map { request in
            let clock =
                request.state.isClosed
                ? "ended \(request.closedAt.map(\.description) ?? "")"
                : "due \(request.dueAt)"
                    + (request.isOverdue(at: now) ? "  OVERDUE" : Self.left(request, now))
            return [
                request.id.text, request.kind.rawValue, request.state.rawValue, request.regime.rawValue,
                request.channel.rawValue, "received \(request.receivedAt)", clock,
            ].joined(separator: "  ")
        }
    }

    /// Opens a request for a mail.
    /// - Returns: its ticket and when it is due.
    package func take(mail bytes: Data) async throws -> String {
        let taken = try await core.requests.take(IncomingMail(bytes))
        return "\(taken.request.id.text)  \(taken.request.kind.rawValue)  due \(taken.request.dueAt)"
    }

    private static func left(_ request: RightsRequest, _ now: Timestamp) -> String {
        "  \((request.dueAt - now).components.seconds / 86_400) days left"
    }
}
