import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Studio

extension Web {
    /// Makes a link, whose address stands on the page that answers, once; whoever has no account is asked for their age first.
    @Sendable func share(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        let id: ImageID = try context.id("id")
        _ = try await studio.picture(id, under: permit(context))
        return try await answering {
            var ticket: AgeTicket?
            if context.person?.session == nil {
                guard form.names.contains("birth_year") else {
                    return sharingAgePage(id, form, request, context)
                }
                ticket = try answeredAge(form, request, context)
            }
            let wish = try ShareWish(
                hours: form["expires_in"].map { Int($0) ?? 0 },
                showsWords: form["shows_words"] == "yes"
            )
            let made = try await shareDesk.share(id, wish, ageTicket: ticket?.text, request, context)
            let address = shareDesk.address(of: made.token, in: context.language)
            return try await imagePage(request, context, newShare: address)
        } refused: { problem in
            if [.underAge, .ageBlocked].contains(problem.code) { throw problem }
            if form.names.contains("birth_year"), problem.field != "expires_in" {
                return sharingAgePage(id, form, request, context, refusedFor: problem)
            }
            return try await imagePage(request, context, refusedFor: problem)
        }
    }

    @Sendable func revokeShare(_ request: Request, _ context: AppContext) async throws -> Response {
        try await requireOwnForm(request, context)
        let id: ImageID = try context.id("id")
        try await studio.revoke(context.id("share"), of: id, for: context.requirePerson().subject)
        return .redirect(to: Links(context.language).page(.imagePage(id)))
    }

    /// The picture that a link leads to, for anybody.
    @Sendable func showShared(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let token = context.parameters.get("token").flatMap({ ShareToken($0) }) else {
            throw Problem(.notFound)
        }
        let picture = try await studio.shared(token)
        let layout = printer.layout(request, context, at: .shared(token), titled: Message("share.page"))
        var answer = printer.print(SharedPage(layout: layout, token: token, picture: picture))
        answer.headers[.referrerPolicy] = "no-referrer"
        return answer
    }

    private func sharingAgePage(
        _ id: ImageID,
        _ form: FormBody,
        _ request: Request,
        _ context: AppContext,
        refusedFor problem: Problem? = nil
    ) -> Response {
        show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .imagePage(id),
                title: "share.age_page",
                paragraphs: ["share.age_why"],
                form: .age(
                    words,
                    form,
                    to: .share(id),
                    carrying: ["expires_in", "shows_words"].compactMap { name in
                        form[name].map { HiddenField(name: name, value: $0) }
                    }
                ),
                links: [words.link(.imagePage(id), "image.title")]
            )
        }
    }
}
