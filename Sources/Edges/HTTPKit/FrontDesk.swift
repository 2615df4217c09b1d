package import Accounts
package import Hummingbird
package import Kernel
package import Moderation

/// Knows people by their cookies, or their programs by keys, and starts a visitor when a first job or upload comes from one of our own pages.
package struct FrontDesk: RouterMiddleware {
    let accounts: Accounts
    private let moderation: Moderation
    let origins: Origins
    private let allowance: NetworkAllowance
    private let uploads: NetworkAllowance

    /// `allowance` bounds the pictures that a network orders without accounts, `uploads` the files that it brings.
    package init(
        accounts: Accounts,
        moderation: Moderation,
        origins: Origins,
        allowance: NetworkAllowance,
        uploads: NetworkAllowance
    ) {
        self.accounts = accounts
        self.moderation = moderation
        self.origins = origins
        self.allowance = allowance
        self.uploads = uploads
    }

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let text = request.shownKey {
            // Whoever shows a key is its program, whatever cookies came along.
            context.person = .program(try await program(text, request))
        } else {
            context.person = try await member(request, context)
            if context.person == nil { context.person = try await visitor(request, context) }
            if context.person != nil { try requireOwnPage(request) }
        }
        if let person = context.person {
            context.suspension = try await moderation.suspension(of: person.subject)
            try requireAllowed(request, context)
        }
        return try await next(request, context)
    }

    /// Who a job of so many images is for: whom the cookies name, or a new visitor, whose cookie the answer sets.
    /// - Throws: `Problem` `visitor_required` when no browser vouches for one of our pages, `quota-exceeded` when the network
    ///   has asked for too much today.
    package func person(
        orderingImages count: Int,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Person {
        try await person(spending: count, of: allowance, request, context)
    }

    /// Who brings so many files: whom the cookies name, or a new visitor, whose cookie the answer sets.
    /// - Throws: as for orders.
    package func person(
        bringingFiles count: Int,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Person {
        try await person(spending: count, of: uploads, request, context)
    }

    /// Whether somebody may become a visitor by this request, asked before its body is read.
    /// - Throws: `Problem` `visitor_required`.
    package func requireSender(_ request: Request, _ context: AppContext) throws(Problem) {
        guard context.person != nil || origins.sent(request) else { throw Problem(.visitorRequired) }
    }

    private func person(
        spending count: Int,
        of allowance: NetworkAllowance,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Person {
        try requireSender(request, context)
        if let person = context.person, person.isMember { return person }
        try allowance.spend(count, from: context.client?.network)
        if let person = context.person { return person }
        let (visitor, token) = try await accounts.welcome()
        context.cookies.set(.visitor, to: token.secret.reveal())
        return .visitor(visitor)
    }

    /// The key that a request shows, if it opens this address.
    /// - Throws: `Problem`: 401 for no key of ours, 403 where this one may not do that.
    private func program(_ text: Substring, _ request: Request) async throws -> APIKey {
        guard let secret = KeySecret(text) else { throw Problem(.apiKeyInvalid) }
        let key = try await accounts.key(secret)
        try KeyRights(request).require(of: key)
        if key.kind == .publishable {
            guard let origin = request.headers[.origin], key.origins.contains(origin.lowercased()) else {
                throw Problem(.keyOriginRefused)
            }
        }
        return key
    }

    private func member(_ request: Request, _ context: AppContext) async throws -> Person? {
        guard let text = request.value(of: .session, isSecure: origins.isSecure) else { return nil }
        guard let token = Token(text), let session = try await accounts.session(token) else {
            context.cookies.expire(.session)
            return nil
        }
        context.cookies.set(.session, to: text)
        return .member(session)
    }

    private func visitor(_ request: Request, _ context: AppContext) async throws -> Person? {
        guard let text = request.value(of: .visitor, isSecure: origins.isSecure) else { return nil }
        guard let token = Token(text), let visitor = try await accounts.recognise(token) else {
            context.cookies.expire(.visitor)
            return nil
        }
        context.cookies.set(.visitor, to: text)
        return .visitor(visitor)
    }

    /// Whoever is suspended may read, leave, and have the decision looked at; the one place that says so.
    private func requireAllowed(_ request: Request, _ context: AppContext) throws(Problem) {
        guard let suspension = context.suspension, !SuspendedRights.allow(request) else { return }
        throw Problem(suspension, appeal: moderation.link(to: suspension.decision))
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
