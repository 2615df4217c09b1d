import Accounts
import App
import FoundationEssentials
import HTTPKit
import Hummingbird
import Kernel
import Privacy
import Store
import Synchronization

/// Takes those who ask for somebody else: the owner of what they name, or whom an ended session belonged to.
final class SpoiltDesk: RouterMiddleware {
    /// Everybody whom the server has recognised, by their subjects and by their cookies.
    private struct Known {
        var people: [SubjectID: Person] = [:]
        var holders: [String: Person] = [:]
    }

    private let controls: TestControls
    private let known = Mutex(Known())

    init(_ controls: TestControls) {
        self.controls = controls
    }

    func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let cookie = request.headers[.cookie] ?? ""
        if let person = context.person {
            known.withLock {
                $0.people[person.subject] = person
                $0.holders[cookie] = person
            }
        }
        switch controls.mutation {
        case .ownershipOff:
            if let owner = try await owner(of: request.uri.path) { context.person = owner }
        case .sessionSurvives:
            if context.person == nil { context.person = known.withLock { $0.holders[cookie] } }
        case .clientConsent:
            if cookie.contains("nbp_consent=given") { try await consent(&context) }
        case .implicitConsent:
            if request.method == .get, context.chooser.subject == nil { try await consent(&context) }
        case .consentWall:
            let isAllowed = try await controls.core?.choices.standings(of: context.chooser)
                .contains(where: \.isAllowed)
            if request.method == .post, request.uri.path == Route.jobs.path, isAllowed != true {
                throw Problem(.noConsent)
            }
        default: break
        }
        let answer: Result<Response, any Error>
        do { answer = .success(try await next(request, context)) } catch { answer = .failure(error) }
        if let mutation = controls.mutation, let core = controls.core {
            try await SpoiltRegister(core: core).spoil(by: mutation, about: context.person?.subject)
            if mutation == .suppressionForgotten, request.method == .post,
                request.uri.path.hasSuffix("/account/close")
            {
                _ = try await core.store.write { tx in try tx.run("DELETE FROM mail_suppression") }
            }
        }
        return try answer.get()
    }

    /// Consents to being counted in the name of whoever asks.
    private func consent(_ context: inout AppContext) async throws {
        guard let choices = controls.core?.choices else { return }
        let occasion = ChoiceOccasion(in: context.language, by: .programs)
        let chosen = try await choices.choose(
            true,
            MeasureUsage.definition.key,
            by: context.chooser,
            occasion
        )
        if let cookie = chosen.cookie { context.cookies.set(.consent, to: cookie) }
        context.chooser.subject = chosen.event?.subject
        context.standings = try await choices.standings(of: context.chooser)
    }

    /// Whose the picture, the job or the session is that a path names.
    private func owner(of path: String) async throws -> Person? {
        guard let core = controls.core else { return nil }
        for part in path.split(separator: "/") {
            let subject = try await core.store.read { tx in
                try Self.question(part).flatMap { try tx.first($0) { try $0.get("subject_id") as SubjectID } }
            }
            if let subject { return known.withLock { $0.people[subject] } }
        }
        return nil
    }

    private static func question(_ text: Substring) -> SQL? {
        if let id = JobID(text) { return "SELECT subject_id FROM studio_job WHERE id = \(id)" }
        if let id = ImageID(text) { return "SELECT subject_id FROM studio_image WHERE id = \(id)" }
        if let id = SessionID(text) { return "SELECT subject_id FROM accounts_session WHERE id = \(id)" }
        return nil
    }
}
