import Hummingbird
package import Kernel
package import Moderation

/// What a suspended person may do: read everything of theirs, look after their account, export, erase, report and appeal.
///
/// Everything else that changes something is refused, routes that are yet to come too.
enum SuspendedRights {
    private static let open = [
        "/account", "/api/account", "/login", "/logout", "/reset", "/confirm", "/erase", "/preferences",
        "/privacy",
        "/api/privacy", "/appeals", "/api/appeals", "/report", "/api/reports", "/unsubscribe", "/cookies",
        "/api/events", "/verify", "/api/verify",
    ]

    static func allow(_ request: Request) -> Bool {
        if [.get, .head, .options].contains(request.method) { return true }
        let path = withoutLanguage(request.uri.path)
        if open.contains(where: { path == $0 || path.hasPrefix("\($0)/") }) { return true }
        // Erasing one's own pictures, and ending links to them.
        return path.hasPrefix("/api/images/") && request.method == .delete
            || path.hasPrefix("/images/") && (path.hasSuffix("/delete") || path.hasSuffix("/revoke"))
    }

    private static func withoutLanguage(_ path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let first = parts.first, Language(tag: first) != nil else { return path }
        return "/" + parts.dropFirst().joined(separator: "/")
    }
}

extension Problem {
    /// Says why and until when somebody is suspended, and how to contest it.
    package init(_ suspension: Suspension, appeal: AppealLink) {
        var arguments = ["reason": suspension.reason, "appeal": appeal.text]
        arguments["until"] = suspension.until.map { "\($0)" }
        self.init(.accountSuspended, arguments)
    }
}
