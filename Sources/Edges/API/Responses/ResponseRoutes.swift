import Accounts
import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
package import Purposes
package import Studio

/// `/v1/responses`: OpenAI's newer interface, as far as it makes pictures.
///
/// Each response is a job, seen by another name.
package struct ResponseRoutes: Sendable {
    let desk: ShapedDesk
    let exchange: JobExchange
    let kept: KeptConversations
    let answers: ResponseAnswers
    let dialect: OpenAIDialect
    let bodies = LargeBodies(upTo: ImagesRoutes.longestEdit)

    package init(
        studio: Studio,
        gate: PurposeGate,
        desk: ShapedDesk,
        presenter: Presenter,
        pace: JobExchange.Pace = .usual
    ) {
        self.desk = desk
        exchange = JobExchange(studio: studio, gate: gate, pace: pace)
        kept = KeptConversations(desk: desk, exchange: exchange)
        dialect = OpenAIDialect(presenter: presenter)
        answers = ResponseAnswers(
            studio: studio,
            pictures: StoredPictures(studio: studio, gate: gate),
            presenter: presenter,
            dialect: dialect
        )
    }

    package func mount(on router: RouterGroup<AppContext>) {
        for prefix in ["v1", "openai/v1"] {
            router.group("\(prefix)/responses")
                .post(use: create)
                .get(":id", use: show)
                .delete(":id", use: delete)
                .post(":id/cancel", use: cancel)
                .get(":id/input_items", use: showInput)
        }
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let (job, reader) = try await find(context)
        // Clients name a member twice to say a list, which strict reading would refuse.
        let query = request.uri.queryParameters
        guard query["stream"] == "true" else {
            return try await .json(answers.body(of: job, for: reader))
        }
        let seen = query["starting_after"].flatMap { Int($0) } ?? -1
        return stream(job, ResponseEvents(answers, for: reader, after: seen), for: reader, request, context)
    }

    /// Stops it; one that has ended is answered as it is.
    @Sendable private func cancel(_ request: Request, _ context: AppContext) async throws -> Response {
        let (found, reader) = try await find(context)
        let stopped = try await kept.cancel(found, of: reader.person)
        return try await .json(answers.body(of: stopped, for: reader))
    }

    /// Takes it away; its picture stays among its person's.
    @Sendable private func delete(_ request: Request, _ context: AppContext) async throws -> Response {
        let (job, reader) = try await find(context)
        try await kept.delete(job, of: reader.person)
        return try .json(ResponseDeletion(id: ResponseID(job.id).text))
    }

    @Sendable private func showInput(_ request: Request, _ context: AppContext) async throws -> Response {
        let (job, _) = try await find(context)
        return try .json(ResponseInputList(of: job))
    }

    private func find(_ context: AppContext) async throws -> (job: Job, reader: ShapeReader) {
        let person = try context.requirePerson()
        let id = context.parameters.get("id").flatMap { ResponseID($0) }
        let job = try await kept.find(id?.job, of: person)
        return (job, ShapeReader(person: person, language: context.language))
    }

    func stream(
        _ job: Job,
        _ events: ResponseEvents,
        for reader: ShapeReader,
        _ request: Request,
        _ context: AppContext
    ) -> Response {
        exchange.stream(
            job.id,
            of: reader.person,
            request,
            context,
            headers: [.jobID: job.id.text],
            keepAlive: ": keep\n\n"
        ) { job in try await events.frames(of: job) }
    }
}
