import Accounts
import Engines
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
package import Purposes
package import Studio
import Wire

/// `/api/jobs`: one job a request, answered before it has run unless the client would rather wait.
package struct JobRoutes: Sendable {
    private static let usualPage = 50

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
        let events = JobEventRoutes(studio: studio, gate: gate, desk: desk, presenter: presenter)
        router.group("api/jobs")
            .get(use: list)
            .post(use: submit)
            .get("events", use: events.followAll)
            .get(":id", use: show)
            .delete(":id", use: cancel)
            .get(":id/events", use: events.follow)
    }

    /// One's own jobs, newest first; whoever has none yet gets an empty list.
    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let (cursor, limit) = (
            try query.id("cursor", as: JobID.self), try query.number("limit", in: 1...Studio.longestPage)
        )
        let filter = try JobFilter(query)
        guard let person = context.person else {
            return try .json(ListBody<JobBody>(data: [], nextCursor: nil))
        }
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let page = try await studio.jobs(
            passing: filter,
            before: cursor,
            limit: limit ?? Self.usualPage,
            under: permit
        )
        let jobs = page.jobs.map { body(of: $0, person, context) }
        return try .json(ListBody(data: jobs, nextCursor: page.next?.text))
    }

    /// Accepts a job; the answer says where to follow it, or how it ended where the client waits for that.
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
        var headers: HTTPFields = [.location: Route.job(job.id).path]
        let ended = try await ended(job, of: person, request)
        headers[.preferenceApplied] = ended?.applied
        return try .json(
            self.body(of: ended?.job ?? job, person, context),
            status: ended == nil ? .accepted : .ok,
            headers: headers
        )
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: JobID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let job = try await studio.job(id, under: permit)
        try person.requireSight(of: job)
        let ended = try await ended(job, of: person, request)
        var answer = try Response.told(body(of: ended?.job ?? job, person, context), for: request)
        answer.headers[.preferenceApplied] = ended?.applied
        return answer
    }

    /// Stops a job; one that has ended is answered as it is.
    @Sendable private func cancel(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: JobID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        try person.requireSight(of: await studio.job(id, under: permit))
        let job = try await studio.cancel(id, under: permit)
        return try .json(body(of: job, person, context))
    }

    private func body(of job: Job, _ person: Person, _ context: AppContext) -> JobBody {
        presenter.body(of: job, in: context.language, keptUntil: person.keptUntil)
    }

    /// The job once it has ended, if the client would wait for that and it ended in time.
    private func ended(
        _ job: Job,
        of person: Person,
        _ request: Request
    ) async throws -> (job: Job, applied: String)? {
        guard let patience = Patience(request.headers) else { return nil }
        guard !job.status.isFinal else { return (job, patience.applied) }
        let begun = ContinuousClock.now
        for await _ in studio.changes(of: job.id) {
            let permit = try await gate.permit(ProvideService.self, for: person.subject)
            let now = try await studio.job(job.id, under: permit)
            if now.status.isFinal { return (now, patience.applied) }
            if begun.duration(to: .now) >= patience.time { break }
        }
        return nil
    }
}

extension JobFilter {
    /// Reads the parameters `status`, `task`, `model`, `key` and `made_after`.
    /// - Throws: `Problem` `malformed_parameter`.
    fileprivate init(_ query: Query) throws(Problem) {
        self.init()
        status = try query.word("status", as: Job.Status.self)
        task = try query.word("task", as: Model.Task.self)
        model = query["model"]
        key = try query.id("key", as: APIKeyID.self)
        madeAfter = try query.moment("made_after")
    }
}
