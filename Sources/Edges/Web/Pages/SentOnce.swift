import Accounts
import FoundationEssentials
import HTTPKit
import Hummingbird
import Kernel
import Logging
import Purposes
import Studio

extension Web {
    /// Does what a form asks for, unless the same sending of it came before: whoever loads a page anew that shows a secret once
    /// has made nothing, and is led to `place`, which says so.
    ///
    /// What is kept for that is where the reader is led; the secret is not.
    /// - Throws: whatever `act` throws; then the form may be sent again.
    func once(
        _ form: FormBody,
        _ request: Request,
        _ context: AppContext,
        leadingTo place: String,
        _ act: () async throws -> Response
    ) async throws -> Response {
        let subject = try context.requireSession().subject
        let path = request.uri.path
        // The forms of one page bear the same token.
        let name = tokens.name(ofSending: "\(path)\u{0}\(form.fingerprint)", with: form["csrf"])
        let (key, asked) = (try IdempotencyKey(name), Data(path.utf8))
        return try await formTurns.pass(as: "\(subject.text) \(name)") {
            let permit = try await gate.permit(ManageAccount.self, for: subject)
            if let earlier = try await studio.answer(to: key, asking: asked, under: permit) {
                return .redirect(to: earlier.location ?? place)
            }
            let response = try await act()
            let answer = RememberedAnswer(status: 303, mediaType: "", location: place, body: Data())
            do {
                try await studio.remember(answer, to: key, asking: asked, under: permit)
            } catch {
                // What was asked for is there, and its secret is on the page that must arrive.
                context.logger.warning("That a form was sent could not be kept")
            }
            return response
        }
    }
}
