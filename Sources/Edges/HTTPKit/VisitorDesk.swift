package import Accounts
package import Hummingbird
import Kernel

/// Knows visitors by their cookie, and starts one when a first job comes from one of our own pages.
package struct VisitorDesk: RouterMiddleware {
    private let accounts: Accounts
    private let origins: Origins
    private let allowance: NetworkAllowance

    package init(
        accounts: Accounts,
        origins: Origins,
        allowance: NetworkAllowance
    ) {
        self.accounts = accounts
        self.origins = origins
        self.allowance = allowance
    }

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let text = request.value(of: .visitor, isSecure: origins.isSecure) {
            if let token = VisitorToken(text), let visitor = try await accounts.recognise(token) {
                try requireOwnPage(request)
                context.visitor = visitor
                context.cookies.set(.visitor, to: text)
            } else {
                context.cookies.expire(.visitor)
            }
        }
        return try await next(request, context)
    }

    /// Who a job of so many images is for: the visitor that the cookie names, or a new one, whose cookie the answer sets.
    /// - Throws: `Problem` `visitor_required` when no browser vouches for one of our pages, `quota-exceeded` when the network
    ///   has asked for too much today.
    package func visitor(
        orderingImages count: Int,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Visitor {
        guard context.visitor != nil || origins.sent(request) else { throw Problem(.visitorRequired) }
        try allowance.spend(count, from: context.remoteAddress)
        if let visitor = context.visitor { return visitor }
        let (visitor, token) = try await accounts.welcome()
        context.cookies.set(.visitor, to: token.secret.reveal())
        return visitor
    }

    /// A request that changes something and carries our cookie must come from our pages (CSRF).
    private func requireOwnPage(_ request: Request) throws {
        switch request.method {
        case .get, .head, .options: return
        default:
            guard origins.sent(request) else { throw Problem(.originRefused) }
        }
    }
}
