import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Purposes

extension Web {
    /// The fields of a form that one of our own pages sent.
    /// - Throws: `Problem` `origin_refused`, `unknown_field`, or whatever makes the body unreadable.
    func ownForm(_ request: Request, _ context: AppContext) async throws -> FormBody {
        guard origins.sent(request) else { throw Problem(.originRefused) }
        let form = try await FormBody(request)
        try FormFields.check(form, at: context.endpointPath)
        return form
    }

    /// Makes sure that a form was made for the person who sends it, and not long ago.
    /// - Throws: `Problem` `origin_refused` or `form_expired`.
    func requireOwnForm(_ request: Request, _ context: AppContext) async throws {
        let form = try await ownForm(request, context)
        try tokens.check(form["csrf"], for: context.person?.subject)
    }

    /// The permit to show and change what is the asker's own.
    /// - Throws: `Problem` `not_found` for somebody we do not know.
    func permit(_ context: AppContext) async throws -> Permit<ProvideService> {
        try await gate.permit(for: context.requirePerson().subject)
    }
}
