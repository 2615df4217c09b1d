import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Purposes
import Studio

/// `/api/jobs/{id}/events` and `/api/jobs/events`: what happens to one job, and to all of them.
struct JobEventRoutes: Sendable {
    let studio: Studio
    let gate: PurposeGate
    let desk: FrontDesk
    let presenter: Presenter

    /// Streams what changes until the job ends; `Last-Event-ID` says what the reader has seen.
    @Sendable func follow(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: JobID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        try person.requireSight(of: await studio.job(id, under: permit))
        let events = JobEvents(
            job: studio.follow(id, under: permit),
            seen: request.headers[.lastEventID].flatMap { Int($0) } ?? 0,
            wording: wording(person, context),
            // A state that waited for a slow reader is told by the right of the moment in which it is told.
            confirm: { [desk, gate] in
                try await desk.confirm(request)
                _ = try await gate.permit(ProvideService.self, for: person.subject)
            }
        )
        return .events(context: context, from: events)
    }

    /// Streams what changes about all of one's jobs, those too that are ordered meanwhile.
    @Sendable func followAll(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try context.requirePerson()
        // Of all jobs only whoever may read all of them is told.
        guard person.confinement == nil else {
            throw Problem(.scopeMissing, ["scope": KeyScope.read.rawValue])
        }
        _ = try await gate.permit(ProvideService.self, for: person.subject)
        let events = AllJobEvents(
            source: source(of: person, request),
            seen: request.headers[.lastEventID].flatMap { FollowedJobs($0) } ?? FollowedJobs(),
            wording: wording(person, context)
        )
        return .events(context: context, from: events)
    }

    private func source(of person: Person, _ request: Request) -> AllJobEvents.Source {
        let (studio, gate, desk) = (studio, gate, desk)
        return AllJobEvents.Source(
            ticks: studio.changesOfJobs(of: person.subject),
            pulses: { known, newest in
                let permit = try await gate.permit(ProvideService.self, for: person.subject)
                return try await studio.pulses(
                    of: known,
                    orAfter: newest,
                    most: AllJobEvents.mostJobs,
                    under: permit
                )
            },
            job: { id in
                let permit = try await gate.permit(ProvideService.self, for: person.subject)
                do {
                    return try await studio.job(id, under: permit)
                } catch let problem as Problem where problem.code == .notFound {
                    return nil
                }
            },
            confirm: { try await desk.confirm(request) }
        )
    }

    private func wording(_ person: Person, _ context: AppContext) -> JobEvents.Wording {
        JobEvents.Wording(presenter, context.language, keptUntil: person.keptUntil)
    }
}
