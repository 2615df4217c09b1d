import Accounts
import HTTPKit
import Kernel
import Purposes
import Studio

/// Conversations that the server keeps, for clients that know no jobs: each is a job by another name, until its person ends it.
struct KeptConversations: Sendable {
    /// How long a cancelled one may take to end before it is answered as it is.
    private static let patience: Duration = .seconds(10)

    /// One that a request goes on from, and the member that names it.
    struct Previous: Hashable, Sendable {
        let job: JobID
        let field: String
    }

    let desk: ShapedDesk
    let exchange: JobExchange

    private var studio: Studio { desk.studio }

    /// - Throws: `Problem` `not_found` for what is none, has ended, or is not theirs to see.
    func find(_ id: JobID?, of person: Person) async throws -> Job {
        guard let id else { throw Problem(.notFound) }
        let permit = try await desk.gate.permit(ProvideService.self, for: person.subject)
        let job = try await studio.interaction(id, under: permit)
        try person.requireSight(of: job)
        return job
    }

    /// Stops one; one that is over is as it was.
    func cancel(_ job: Job, of person: Person) async throws -> Job {
        let permit = try await desk.gate.permit(ProvideService.self, for: person.subject)
        let stopping = try await studio.cancel(job.id, under: permit)
        return try await exchange.ended(stopping.id, of: person, within: Self.patience) ?? stopping
    }

    /// Takes one away, and stops it; its pictures stay among their person's.
    func delete(_ job: Job, of person: Person) async throws {
        if !job.status.isFinal {
            let permit = try await desk.gate.permit(ProvideService.self, for: person.subject)
            _ = try await studio.cancel(job.id, under: permit)
        }
        try await end(job.id, of: person)
    }

    /// Has it be nowhere to be found from now on.
    func end(_ job: JobID, of person: Person) async throws {
        let permit = try await desk.gate.permit(ProvideService.self, for: person.subject)
        try await studio.endInteraction(job, under: permit)
    }

    /// The picture of ours that a wish goes on from: the last of the history that came along, else that of the conversation before.
    ///
    /// A conversation that brought nothing has said something all the same: its words come first.
    func picture(
        before wish: inout Talk.Wish,
        after previous: Previous?,
        of person: Person?
    ) async throws -> ImageID? {
        if let own = try await desk.ownPicture(in: wish, of: person) { return own }
        guard wish.last == nil, let previous else { return nil }
        let before = try await job(of: previous, person)
        if let picture = before.images.first { return picture.id }
        wish.words = "\(before.prompt.text)\n\(wish.words)"
        return nil
    }

    private func job(of previous: Previous, _ person: Person?) async throws -> Job {
        guard let person else { throw Problem(.notFound, field: previous.field) }
        let job: Job
        do {
            job = try await find(previous.job, of: person)
        } catch let problem as Problem where problem.code == .notFound {
            throw Problem(.notFound, field: previous.field)
        }
        guard job.status.isFinal else {
            throw Problem(
                .valueUnknown,
                field: previous.field,
                ["known": "completed, failed, cancelled"]
            )
        }
        return job
    }
}
