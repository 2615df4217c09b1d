import Accounts
package import HTTPKit
package import Hummingbird
import Kernel
package import Webhooks
import Wire

/// `/api/webhooks`: which of one's servers are told what ends, and what they were told.
package struct WebhookRoutes: Sendable {
    private static let usualPage = 50

    private let webhooks: Webhooks

    package init(webhooks: Webhooks) {
        self.webhooks = webhooks
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/webhooks")
            .get(use: list)
            .post(use: add)
            .get(":id", use: show)
            .patch(":id", use: change)
            .delete(":id", use: delete)
            .post(":id/rotate", use: rotate)
            .post(":id/test", use: test)
            .get(":id/deliveries", use: listDeliveries)
            .get(":id/deliveries/:delivery", use: showDelivery)
            .post(":id/deliveries/:delivery/redeliver", use: redeliver)
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let found = try await webhooks.webhooks(of: subject(context))
        return try .json(ListBody(data: found.map { WebhookBody($0) }, nextCursor: nil))
    }

    @Sendable private func add(_ request: Request, _ context: AppContext) async throws -> Response {
        let subject = try subject(context)
        let body = try await request.json(NewWebhookBody.self, members: NewWebhookBody.CodingKeys.self)
        let made = try await webhooks.add(NewWebhook(body), for: subject)
        return try .json(
            WebhookBody(made),
            status: .created,
            headers: [.location: Route.webhookEntry(made.webhook.id).path]
        )
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        try await .json(WebhookBody(webhooks.webhook(context.id("id"), of: subject(context))))
    }

    @Sendable private func change(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, subject) = (try context.id("id", as: WebhookID.self), try subject(context))
        let body = try await request.json(
            WebhookChangeBody.self,
            members: WebhookChangeBody.CodingKeys.self
        )
        return try await .json(WebhookBody(webhooks.change(id, WebhookChange(body), of: subject)))
    }

    @Sendable private func delete(_ request: Request, _ context: AppContext) async throws -> Response {
        try await webhooks.delete(context.id("id"), of: subject(context))
        return Response(status: .noContent)
    }

    /// The answer is the only one that tells the new secret.
    @Sendable private func rotate(_ request: Request, _ context: AppContext) async throws -> Response {
        try await .json(WebhookBody(webhooks.rotate(context.id("id"), of: subject(context))))
    }

    @Sendable private func test(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, subject) = (try context.id("id", as: WebhookID.self), try subject(context))
        return try await accepted(webhooks.test(id, of: subject))
    }

    @Sendable private func listDeliveries(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let (id, query) = (try context.id("id", as: WebhookID.self), try Query(request))
        let (cursor, limit) = (
            try query.id("cursor", as: WebhookDeliveryID.self), try query.number("limit", in: 1...100)
        )
        let page = try await webhooks.deliveries(
            to: id,
            before: cursor,
            limit: limit ?? Self.usualPage,
            of: subject(context)
        )
        return try .json(
            ListBody(data: page.items.map { WebhookDeliveryBody($0) }, nextCursor: page.next?.text)
        )
    }

    @Sendable private func showDelivery(_ request: Request, _ context: AppContext) async throws -> Response {
        let (found, attempts) = try await webhooks.delivery(
            context.id("delivery"),
            to: context.id("id"),
            of: subject(context)
        )
        var body = WebhookDeliveryBody(found)
        body.body = try webhooks.body(of: found)
        body.log = attempts.map { WebhookAttemptBody($0) }
        return try .json(body)
    }

    @Sendable private func redeliver(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, subject) = (try context.id("id", as: WebhookID.self), try subject(context))
        return try await accepted(webhooks.redeliver(context.id("delivery"), to: id, of: subject))
    }

    private func accepted(_ delivery: WebhookDelivery) throws -> Response {
        try .json(
            WebhookDeliveryBody(delivery),
            status: .accepted,
            headers: [.location: Route.webhookDeliveryEntry(delivery.webhook, delivery.id).path]
        )
    }

    /// Whoever has an account, by session or key.
    private func subject(_ context: AppContext) throws -> SubjectID {
        guard let person = context.person, person.isMember else { throw Problem(.signInRequired) }
        return person.subject
    }
}

extension NewWebhook {
    fileprivate init(_ body: NewWebhookBody) throws(Problem) {
        try self.init(
            WebhookAddress(body.url),
            note: body.description.map { text throws(Problem) in try WebhookNote(text) },
            events: body.events.map { names throws(Problem) in try Set(named: names) }
        )
    }
}

extension WebhookChange {
    fileprivate init(_ body: WebhookChangeBody) throws(Problem) {
        try self.init(
            address: body.url.map { text throws(Problem) in try WebhookAddress(text) },
            note: body.description.map { text throws(Problem) in try WebhookNote(text) },
            events: body.events.map { names throws(Problem) in try Set(named: names) },
            isOn: body.enabled
        )
    }
}

extension WebhookBody {
    fileprivate init(_ shown: ShownWebhook) {
        self.init(shown.webhook)
        secret = shown.secret.reveal()
    }

    fileprivate init(_ webhook: Webhook) {
        self.init(
            id: webhook.id.text,
            url: webhook.address.text,
            description: webhook.note?.text,
            events: webhook.events.inOrder.map(\.rawValue),
            enabled: webhook.off == nil,
            disabledReason: webhook.off?.reason.rawValue,
            disabledAt: webhook.off?.at.description,
            failingSince: webhook.failingSince?.description,
            oldSecretUntil: webhook.oldSecretUntil?.description,
            createdAt: webhook.madeAt.description
        )
    }
}

extension WebhookDeliveryBody {
    fileprivate init(_ delivery: WebhookDelivery) {
        self.init(
            id: delivery.id.text,
            messageID: delivery.message.text,
            type: delivery.event.kind.rawValue,
            about: delivery.event.about,
            status: delivery.status.rawValue,
            attempts: delivery.attempts,
            answer: delivery.answer,
            reason: delivery.reason?.rawValue,
            createdAt: delivery.madeAt.description,
            nextAt: delivery.nextAt?.description,
            endedAt: delivery.endedAt?.description
        )
    }
}

extension WebhookAttemptBody {
    fileprivate init(_ attempt: WebhookAttempt) {
        self.init(
            at: attempt.at.description,
            milliseconds: attempt.milliseconds,
            answer: attempt.answer,
            reason: attempt.reason?.rawValue
        )
    }
}
