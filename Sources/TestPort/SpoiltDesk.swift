import Accounts
import App
import FoundationEssentials
import HTTPKit
import Hummingbird
import Kernel
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
        default: break
        }
        return try await next(request, context)
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
