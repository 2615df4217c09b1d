import Accounts
package import HTTPKit
package import Hummingbird
package import Kernel
package import Purposes
package import Studio
package import Wire

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
        let order = try Order(body, key: request.headers[.idempotencyKey])
        try studio.check(order, isFirst: context.person == nil)
        if context.person == nil { try await studio.screen(order) }
        let person = try await desk.person(orderingImages: order.count, request, context)
        let job = try await studio.submit(order, for: person.subject)
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

extension Order {
    /// Reads what a client asked for.
    /// - Throws: `Problem` that names the member at fault.
    package init(_ body: NewJobBody, key: String?) throws(Problem) {
        guard ["generate", nil].contains(body.task) else { throw Problem(.taskUnsupported, field: "task") }
        var seed: Seed?
        if let number = body.seed {
            seed = Seed(number)
            guard seed != nil else {
                throw Problem(.seedOutOfBounds, field: "seed", ["limit": "\(Seed.largest)"])
            }
        }
        var parent: ImageID?
        if let text = body.variationOf {
            parent = ImageID(text)
            guard parent != nil else { throw Problem(.notFound, field: "variation_of") }
        }
        self.init(
            prompt: try Prompt(body.prompt),
            model: body.model ?? "default",
            spec: try ImageSpec(
                size: body.size,
                aspectRatio: body.aspectRatio,
                resolution: body.resolution
            ),
            count: body.n ?? 1,
            seed: seed,
            style: body.style,
            variationOf: parent,
            idempotencyKey: try key.map { text throws(Problem) in try IdempotencyKey(text) }
        )
    }
}
