import Accounts
import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
package import Purposes
package import Studio

/// `/{v}/interactions`: Gemini's newer interface.
///
/// Each interaction is a job, seen by another name.
package struct InteractionRoutes: Sendable {
    let desk: ShapedDesk
    let exchange: JobExchange
    let kept: KeptConversations
    let answers: InteractionAnswers
    let bodies = LargeBodies()

    /// `base` is the base URL, without a slash at the end.
    package init(
        studio: Studio,
        gate: PurposeGate,
        desk: ShapedDesk,
        presenter: Presenter,
        base: String,
        pace: JobExchange.Pace = .usual
    ) {
        self.desk = desk
        exchange = JobExchange(studio: studio, gate: gate, pace: pace)
        kept = KeptConversations(desk: desk, exchange: exchange)
        answers = InteractionAnswers(
            studio: studio,
            pictures: StoredPictures(studio: studio, gate: gate),
            presenter: presenter,
            base: base
        )
    }

    package func mount(on router: RouterGroup<AppContext>) {
        for version in GeminiRoutes.versions + GeminiRoutes.versions.map({ "gemini/\($0)" }) {
            router.group("\(version)/interactions")
                .post(use: create)
                .get(":id", use: show)
                .delete(":id", use: delete)
                .post(":id/cancel", use: cancel)
        }
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let (job, reader) = try await find(context)
        if query["stream"] == "true" {
            let seen = query["last_event_id"].flatMap { Int($0) } ?? 0
            let events = InteractionEvents(answers, for: reader, after: max(0, seen))
            return stream(job, events, for: reader, request, context)
        }
        let withInput = query["include_input"] == "true"
        return try await .json(answers.body(of: job, withInput: withInput, for: reader))
    }

    /// Stops it; one that has ended is answered as it is.
    @Sendable private func cancel(_ request: Request, _ context: AppContext) async throws -> Response {
        let (found, reader) = try await find(context)
        let stopped = try await kept.cancel(found, of: reader.person)
        return try await .json(answers.body(of: stopped, for: reader))
    }

    /// Takes it away; its pictures stay among their person's.
    @Sendable private func delete(_ request: Request, _ context: AppContext) async throws -> Response {
        let (job, reader) = try await find(context)
        try await kept.delete(job, of: reader.person)
        return try .json([String: String]())
    }

    private func find(_ context: AppContext) async throws -> (job: Job, reader: ShapeReader) {
        let person = try context.requirePerson()
        let id = context.parameters.get("id").flatMap { InteractionID($0) }
        let job = try await kept.find(id?.job, of: person)
        return (job, ShapeReader(person: person, language: context.language))
    }

    func stream(
        _ job: Job,
        _ events: InteractionEvents,
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
