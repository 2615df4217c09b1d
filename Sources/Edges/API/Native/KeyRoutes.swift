package import Accounts
package import HTTPKit
package import Hummingbird
package import Kernel
package import Studio
import Wire

/// `/api/keys`: the keys of one's programs, which people make and no key does.
package struct KeyRoutes: Sendable {
    private let accounts: Accounts
    private let studio: Studio
    private let clock: Clock

    package init(
        accounts: Accounts,
        studio: Studio,
        clock: Clock
    ) {
        self.accounts = accounts
        self.studio = studio
        self.clock = clock
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/keys")
            .get(use: list)
            .post(use: make)
            .get("current", use: showCurrent)
            .patch(":id", use: change)
            .post(":id/rotate", use: rotate)
            .delete(":id", use: revoke)
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let lines = try await accounts.keys(of: context.requireSession().subject)
        let spent = try await studio.spending(of: lines.map(\.key.id))
        return try .json(ListBody(data: lines.map { body(of: $0, spent) }, nextCursor: nil))
    }

    @Sendable private func make(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let body = try await request.json(NewKeyBody.self, members: NewKeyBody.CodingKeys.self)
        let shown = try await accounts.make(
            NewAPIKey(body),
            for: session,
            from: ClientTraits(request, context)
        )
        return try .json(self.body(of: shown), status: .created)
    }

    /// What a key is told about itself.
    @Sendable private func showCurrent(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let key = context.person?.key else { throw Problem(.apiKeyInvalid) }
        // What stands in a page is everybody's to read; how far its owner lets it go is not.
        guard key.kind == .secret else { throw Problem(.keyRefused) }
        let line = try await accounts.line(of: key.id, of: key.subject)
        return try await .json(body(of: line, studio.spending(of: [key.id])))
    }

    @Sendable private func change(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let id = try context.id("id", as: APIKeyID.self)
        let body = try await request.json(KeyChangeBody.self, members: KeyChangeBody.CodingKeys.self)
        let line = try await accounts.change(
            id,
            APIKeyChange(body),
            for: session,
            from: ClientTraits(request, context)
        )
        return try await .json(self.body(of: line, studio.spending(of: [id])))
    }

    @Sendable private func rotate(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let body = try await request.json(KeyRotationBody.self, members: KeyRotationBody.CodingKeys.self)
        let shown = try await accounts.rotate(
            context.id("id"),
            overlap: APIKey.overlap(hours: body.overlapHours),
            for: session,
            from: ClientTraits(request, context)
        )
        return try await .json(self.body(of: shown, studio.spending(of: [shown.line.key.id])))
    }

    @Sendable private func revoke(_ request: Request, _ context: AppContext) async throws -> Response {
        try await accounts.revoke(
            context.id("id"),
            of: context.requireSession().subject,
            from: ClientTraits(request, context)
        )
        return Response(status: .noContent)
    }

    private func body(of shown: ShownAPIKey, _ spent: [APIKeyID: KeySpending] = [:]) -> ShownKeyBody {
        ShownKeyBody(secret: shown.secret.secret.reveal(), key: body(of: shown.line, spent))
    }

    private func body(of line: APIKeyLine, _ spent: [APIKeyID: KeySpending]) -> KeyBody {
        KeyBody(line, spent[line.key.id] ?? .none, at: clock.now())
    }
}

extension NewAPIKey {
    /// - Throws: `Problem` that names the member at fault.
    fileprivate init(_ body: NewKeyBody) throws(Problem) {
        let kinds = KeySecret.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        guard let kind = KeySecret.Kind(rawValue: body.kind ?? KeySecret.Kind.secret.rawValue) else {
            throw Problem(.valueUnknown, field: "kind", ["known": kinds])
        }
        try self.init(
            kind,
            named: DisplayName(body.name, field: "name"),
            scopes: body.scopes.map { words throws(Problem) in try Set(named: words) },
            origins: WebOrigin.all(in: body.origins ?? []),
            limits: KeyLimits(
                requestsPerMinute: body.requestsPerMinute,
                imagesPerDay: body.imagesPerDay,
                creditsPerMonth: body.creditsPerMonth.map { Credits(Int64($0)) }
            ),
            days: body.days
        )
    }
}

extension APIKeyChange {
    /// - Throws: `Problem` that names the member at fault.
    fileprivate init(_ body: KeyChangeBody) throws(Problem) {
        self.init()
        name = try body.name.map { text throws(Problem) in try DisplayName(text, field: "name") }
        scopes = try body.scopes.map { words throws(Problem) in try Set(named: words) }
        origins = try body.origins.map { sites throws(Problem) in try WebOrigin.all(in: sites) }
        requestsPerMinute = Bound(body.requestsPerMinute)
        imagesPerDay = Bound(body.imagesPerDay)
        creditsPerMonth = Bound(body.creditsPerMonth.map { $0.map { Credits(Int64($0)) } })
        days = Bound(body.days)
    }
}

extension KeyBody {
    fileprivate init(
        _ line: APIKeyLine,
        _ spent: KeySpending,
        at now: Timestamp
    ) {
        let key = line.key
        self.init(
            id: key.id.text,
            name: line.name.text,
            kind: key.kind.rawValue,
            hint: line.hint,
            scopes: key.scopes.map(\.rawValue).sorted(),
            origins: key.origins,
            limits: KeyLimitsBody(
                requestsPerMinute: key.limits.requestsPerMinute,
                imagesPerDay: key.limits.imagesPerDay,
                creditsPerMonth: key.limits.creditsPerMonth.map { Int($0.amount) }
            ),
            spent: KeySpentBody(
                imagesToday: spent.imagesToday,
                creditsOfMonth: Int(spent.creditsOfMonth.amount)
            ),
            state: line.state(at: now).rawValue,
            createdAt: line.madeAt.description,
            usedAt: line.usedAt?.description,
            expiresAt: key.expiresAt?.description,
            revokedAt: line.revokedAt?.description,
            oldSecretUntil: line.oldUntil?.description
        )
    }
}
