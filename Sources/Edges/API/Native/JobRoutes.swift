import Accounts
package import HTTPKit
package import Hummingbird
import Kernel
package import Purposes
package import Studio
import Wire

/// `/api/jobs`: one job a request, answered before it has run.
package struct JobRoutes: Sendable {
    private let studio: Studio
    private let gate: PurposeGate
    private let desk: FrontDesk
    private let presenter: Presenter

    package init(
        studio: Studio,
        gate: PurposeGate,
        desk: FrontDesk,
        presenter: Presenter
    ) {
        self.studio = studio
        self.gate = gate
        self.desk = desk
        self.presenter = presenter
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/jobs")
            .post(use: submit)
            .get(":id", use: show)
            .delete(":id", use: cancel)
            .get(":id/events", use: follow)
    }

    /// Accepts a job; the answer says where to follow it.
    @Sendable private func submit(_ request: Request, _ context: AppContext) async throws -> Response {
        let body = try await request.json(NewJobBody.self, members: NewJobBody.CodingKeys.self)
        let order = try Order(body, key: request.headers[.idempotencyKey], language: context.language)
        var context = context
        let (job, person) = try await desk.take(
            order,
            to: studio,
            ageTicket: body.ageTicket,
            request,
            &context
        )
        return try .json(
            presenter.body(of: job, in: context.language, keptUntil: person.keptUntil),
            status: .accepted,
            headers: [.location: Route.job(job.id).path]
        )
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: JobID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let job = try await studio.job(id, under: permit)
        return try .json(presenter.body(of: job, in: context.language, keptUntil: person.keptUntil))
    }

    /// Stops a job; one that has ended is answered as it is.
    @Sendable private func cancel(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: JobID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let job = try await studio.cancel(id, under: permit)
        return try .json(presenter.body(of: job, in: context.language, keptUntil: person.keptUntil))
    }

    /// Streams what changes until the job ends; `Last-Event-ID` says what the reader has seen.
    @Sendable private func follow(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: JobID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        _ = try await studio.job(id, under: permit)
        let (studio, gate) = (studio, gate)
        let events = JobEvents(
            ticks: studio.changes(of: id),
            seen: request.headers[.lastEventID].flatMap { Int($0) } ?? 0,
            wording: JobEvents.Wording(presenter, context.language, keptUntil: person.keptUntil)
        ) {
            let permit = try await gate.permit(ProvideService.self, for: person.subject)
            return try await studio.job(id, under: permit)
        }
        return .events(for: request, context: context, from: events)
    }
}
