import Accounts
import HTTPKit
import Hummingbird
import Kernel

extension Web {
    private static let activityLines = 25

    /// What happened to one's account and data; `cursor` says where a page begins.
    @Sendable func showActivity(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else {
            return toSignIn(context, returningTo: .accountActivity)
        }
        let cursor = try PageQuery(request)["cursor"].map { text throws(Problem) in
            guard let cursor = ActivityCursor(text) else {
                throw Problem(.malformedParameter, field: "cursor")
            }
            return cursor
        }
        let found = try await accounts.activity(of: session, before: cursor, limit: Self.activityLines)
        let layout = printer.layout(
            request,
            context,
            at: .accountActivity,
            titled: Message("account.activity")
        )
        return printer.print(
            ActivityListPage(
                layout: layout,
                lines: found.lines.map { ActivityPart($0, layout.words) },
                newestURL: cursor.map { _ in layout.links.page(.accountActivity) },
                olderURL: found.next.map { "\(layout.links.page(.accountActivity))?cursor=\($0.text)" }
            )
        )
    }
}
