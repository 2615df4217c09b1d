import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Logging

extension Web {
    /// Does what a form asks for, unless the same sending of it came before: whoever loads a page anew that shows a secret once
    /// has made nothing, and is led to `place`, which says so.
    ///
    /// That it came is noted before it is acted on, so that it is acted on once even if the server ends in between.
    /// - Throws: whatever `act` throws; a form that it refuses with a `Problem`, and so did not act on, may be sent again.
    func once(
        _ form: FormBody,
        _ request: Request,
        _ context: AppContext,
        leadingTo place: String,
        _ act: () async throws -> Response
    ) async throws -> Response {
        let subject = try context.requireSession().subject
        // The forms of one page bear the same token.
        let name = tokens.name(ofSending: "\(request.uri.path)\u{0}\(form.fingerprint)", with: form["csrf"])
        let sent = SentForm(name, of: subject)
        return try await formTurns.pass(as: "\(subject.text) \(name)") {
            guard try await accounts.begin(sent) else { return .redirect(to: place) }
            do {
                return try await act()
            } catch let refusal as Problem {
                await forget(sent, context)
                throw refusal
            }
        }
    }

    private func forget(_ form: SentForm, _ context: AppContext) async {
        do {
            try await accounts.forget(form)
        } catch {
            // Why it was refused is more to its sender than that; a form from a new page is another one.
            context.logger.warning("A form that was refused could not be forgotten")
        }
    }
}
