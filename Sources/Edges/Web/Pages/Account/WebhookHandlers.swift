import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Webhooks

/// Which of one's servers are told what ends.
extension Web {
    /// How long somebody who sends a test waits for what comes of it; after that the page says that it is under way.
    private static let patienceWithTests: Duration = .seconds(5)
    private static let deliveriesShown = 25

    @Sendable func showWebhooks(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else { return toSignIn(context, returningTo: .webhooks) }
        let query = try PageQuery(request)
        let notice: String? =
            switch deed(told: query, at: .webhooks, to: session.subject) {
            case .deleted: "webhooks.deleted"
            case .again: "webhooks.added_again"
            default: nil
            }
        return try await webhooksPage(request, context, session, notice: notice)
    }

    /// Sets one up, and shows its secret this once.
    @Sendable func addWebhook(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let sent = try await checkedForm(request, context)
        let form = WebhookForm(sent)
        return try await answering {
            let list = address(of: .webhooks, telling: .again, to: session.subject, context)
            return try await once(sent, request, context, leadingTo: list) {
                secretPage(request, context, try await webhooks.add(form.new, for: session.subject))
            }
        } refused: { problem in
            try await webhooksPage(request, context, session, form, refusedFor: problem)
        }
    }

    @Sendable func showWebhook(_ request: Request, _ context: AppContext) async throws -> Response {
        let id = try context.id("id", as: WebhookID.self)
        guard let session = context.person?.session else {
            return toSignIn(context, returningTo: .webhook(id))
        }
        let query = try PageQuery(request)
        let cursor = try query["cursor"].map { text throws(Problem) in
            guard let cursor = WebhookDeliveryID(text) else {
                throw Problem(.malformedParameter, field: "cursor")
            }
            return cursor
        }
        let notice: String? =
            switch deed(told: query, at: .webhook(id), to: session.subject) {
            case .saved: "account.saved"
            case .again: "webhooks.rotated_again"
            default: nil
            }
        return try await webhookPage(
            request,
            context,
            webhooks.webhook(id, of: session.subject),
            before: cursor,
            notice: notice
        )
    }

    @Sendable func changeWebhook(_ request: Request, _ context: AppContext) async throws -> Response {
        let (session, id) = (try context.requireSession(), try context.id("id", as: WebhookID.self))
        let form = WebhookForm(try await checkedForm(request, context))
        let webhook = try await webhooks.webhook(id, of: session.subject)
        return try await answering {
            _ = try await webhooks.change(id, form.change, of: session.subject)
            return .redirect(to: address(of: .webhook(id), telling: .saved, to: session.subject, context))
        } refused: { problem in
            try await webhookPage(request, context, webhook, form, refusedFor: problem)
        }
    }

    @Sendable func rotateWebhook(_ request: Request, _ context: AppContext) async throws -> Response {
        let (session, id) = (try context.requireSession(), try context.id("id", as: WebhookID.self))
        let form = try await checkedForm(request, context)
        let page = address(of: .webhook(id), telling: .again, to: session.subject, context)
        return try await once(form, request, context, leadingTo: page) {
            secretPage(request, context, try await webhooks.rotate(id, of: session.subject))
        }
    }

    @Sendable func switchWebhook(_ request: Request, _ context: AppContext) async throws -> Response {
        let (session, id) = (try context.requireSession(), try context.id("id", as: WebhookID.self))
        let form = try await checkedForm(request, context)
        guard let state = form["state"], ["on", "off"].contains(state) else {
            throw Problem(.malformedBody, field: "state")
        }
        _ = try await webhooks.change(id, WebhookChange(isOn: state == "on"), of: session.subject)
        return .redirect(to: Links(context.language).page(.webhook(id)))
    }

    @Sendable func deleteWebhook(_ request: Request, _ context: AppContext) async throws -> Response {
        let (session, id) = (try context.requireSession(), try context.id("id", as: WebhookID.self))
        _ = try await checkedForm(request, context)
        try await webhooks.delete(id, of: session.subject)
        return .redirect(to: address(of: .webhooks, telling: .deleted, to: session.subject, context))
    }

    /// Tries a webhook, and shows what came of it.
    @Sendable func testWebhook(_ request: Request, _ context: AppContext) async throws -> Response {
        let (session, id) = (try context.requireSession(), try context.id("id", as: WebhookID.self))
        _ = try await checkedForm(request, context)
        let webhook = try await webhooks.webhook(id, of: session.subject)
        return try await answering {
            try await settled(webhooks.test(id, of: session.subject), session, context)
        } refused: { problem in
            try await webhookPage(request, context, webhook, blocking: problem)
        }
    }

    @Sendable func showWebhookDelivery(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, delivery) = (
            try context.id("id", as: WebhookID.self), try context.id("delivery", as: WebhookDeliveryID.self)
        )
        guard let session = context.person?.session else {
            return toSignIn(context, returningTo: .webhookDelivery(id, delivery))
        }
        return try await deliveryPage(request, context, session, delivery, of: id)
    }

    @Sendable func redeliver(_ request: Request, _ context: AppContext) async throws -> Response {
        let (session, id) = (try context.requireSession(), try context.id("id", as: WebhookID.self))
        let delivery = try context.id("delivery", as: WebhookDeliveryID.self)
        _ = try await checkedForm(request, context)
        return try await answering {
            try await settled(
                webhooks.redeliver(delivery, to: id, of: session.subject),
                session,
                context
            )
        } refused: { problem in
            try await deliveryPage(request, context, session, delivery, of: id, refusedFor: problem)
        }
    }

    /// To the page of a notice, once something came of it.
    private func settled(
        _ delivery: WebhookDelivery,
        _ session: Session,
        _ context: AppContext
    ) async throws -> Response {
        let now = try await webhooks.settled(
            delivery,
            within: Self.patienceWithTests,
            of: session.subject
        )
        return .redirect(to: Links(context.language).page(.webhookDelivery(now.webhook, now.id)))
    }

    private func webhooksPage(
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        _ form: WebhookForm = WebhookForm(),
        notice: String? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let found = try await webhooks.webhooks(of: session.subject)
        let layout = printer.layout(request, context, at: .webhooks, titled: Message("webhooks.title"))
        let part = FormPart.newWebhook(layout.words, form)
        let page = WebhookListPage(
            layout: layout,
            webhooks: found.map { WebhookPart($0, layout.words) },
            form: problem.map { part.refused($0, layout.words) } ?? part,
            notice: notice.map { layout.words[$0] }
        )
        return printer.print(page, status: problem.map { .init(code: $0.status) } ?? .ok)
    }

    /// `problem` came of its form, `obstacle` of anything else.
    private func webhookPage(
        _ request: Request,
        _ context: AppContext,
        _ webhook: Webhook,
        _ form: WebhookForm? = nil,
        before cursor: WebhookDeliveryID? = nil,
        notice: String? = nil,
        refusedFor problem: Problem? = nil,
        blocking obstacle: Problem? = nil
    ) async throws -> Response {
        let found = try await webhooks.deliveries(
            to: webhook.id,
            before: cursor,
            limit: Self.deliveriesShown,
            of: context.requireSession().subject
        )
        let layout = printer.layout(
            request,
            context,
            at: .webhook(webhook.id),
            titled: Message("webhooks.one")
        )
        let (words, url) = (layout.words, layout.links.page(.webhook(webhook.id)))
        let part = FormPart.changeWebhook(webhook, words, form)
        let page = WebhookPage(
            layout: layout,
            webhook: webhook,
            deliveries: found.items.map { WebhookDeliveryPart($0, words) },
            form: problem.map { part.refused($0, words) } ?? part,
            newestURL: cursor.map { _ in url },
            olderURL: found.next.map { "\(url)?cursor=\($0.text)" },
            notice: notice.map { words[$0] },
            problem: obstacle.map { ProblemWords($0, words) }
        )
        return printer.print(page, status: (problem ?? obstacle).map { .init(code: $0.status) } ?? .ok)
    }

    private func deliveryPage(
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        _ id: WebhookDeliveryID,
        of webhook: WebhookID,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let (delivery, attempts) = try await webhooks.delivery(id, to: webhook, of: session.subject)
        let layout = printer.layout(
            request,
            context,
            at: .webhookDelivery(webhook, id),
            titled: Message("webhooks.notice")
        )
        let page = WebhookDeliveryPage(
            layout: layout,
            delivery: delivery,
            attempts: attempts.map { WebhookAttemptPart($0, layout.words) },
            body: try webhooks.body(of: delivery),
            problem: problem.map { ProblemWords($0, layout.words) }
        )
        return printer.print(page, status: problem.map { .init(code: $0.status) } ?? .ok)
    }

    private func secretPage(
        _ request: Request,
        _ context: AppContext,
        _ shown: ShownWebhook
    ) -> Response {
        var layout = printer.layout(
            request,
            context,
            at: .webhook(shown.webhook.id),
            titled: Message("webhooks.secret_page")
        )
        layout.isShownOnce = true
        return printer.print(WebhookSecretPage(layout: layout, shown: shown))
    }
}
