import HTTPKit
import Hummingbird
import Kernel
import Mail

extension Web {
    /// The page of an unsubscribe link: one button.
    ///
    /// Looking at it ends nothing, since machines look at the links of mails.
    @Sendable func showUnsubscribe(_ request: Request, _ context: AppContext) async throws -> Response {
        let link = try unsubscribeLink(context)
        return show(request, context) { words in
            FormSheet(
                page: .unsubscribe(link),
                title: "unsubscribe.page",
                paragraphs: ["unsubscribe.\(link.mailClass.rawValue)", "unsubscribe.always"],
                form: FormPart(
                    action: Links(words.language).page(.unsubscribe(link)),
                    button: words["unsubscribe.action"]
                )
            )
        }
    }

    /// Ends the mails at once, for the button of the page and for that of mail programs (RFC 8058).
    ///
    /// The link is proof enough: no cookie, no sign-in and no form token is asked for, and the body is not read.
    @Sendable func unsubscribe(_ request: Request, _ context: AppContext) async throws -> Response {
        let link = try unsubscribeLink(context)
        try await mail.unsubscribe(by: link)
        return show(request, context) { words in
            FormSheet(
                page: .unsubscribe(link),
                title: "unsubscribe.done",
                paragraphs: ["unsubscribe.done_detail"],
                links: [words.link(.accountPreferences, "account.preferences")]
            )
        }
    }

    /// - Throws: `Problem` `not_found` for a link that this installation did not make.
    private func unsubscribeLink(_ context: AppContext) throws(Problem) -> UnsubscribeLink {
        guard let link = context.parameters.get("link").flatMap({ UnsubscribeLink($0) }) else {
            throw Problem(.notFound)
        }
        try mail.requireGenuine(link)
        return link
    }
}
