import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Privacy

extension Web {
    @Sendable func showRequestForm(_ request: Request, _ context: AppContext) async throws -> Response {
        requestForm(request, context)
    }

    /// Takes a request from anybody; what is answered does not depend on whether an address has an account.
    @Sendable func takeRequest(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        return try await answering {
            let wish = RequestWish(
                kind: form["kind"] ?? "",
                email: form["email"],
                region: form["region"],
                text: form["text"] ?? ""
            )
            let taken = try await requests.take(wish, by: .form, context)
            return .redirect(to: Links(context.language).page(.privacyRequestStatus(taken.link)))
        } refused: { problem in
            requestForm(request, context, form, refusedFor: problem)
        }
    }

    /// Where a request stands, for whoever has its link.
    @Sendable func showRequest(_ request: Request, _ context: AppContext) async throws -> Response {
        try await requestPage(request, context, try requestLink(context))
    }

    @Sendable func verifyRequest(_ request: Request, _ context: AppContext) async throws -> Response {
        try await acting(request, context) { link, form in
            try await requests.verify(link, code: form["code"] ?? "", context)
        }
    }

    @Sendable func sendRequestCode(_ request: Request, _ context: AppContext) async throws -> Response {
        try await acting(request, context) { link, _ in try await requests.sendCode(for: link, context) }
    }

    @Sendable func withdrawRequest(_ request: Request, _ context: AppContext) async throws -> Response {
        try await acting(request, context) { link, _ in try await requests.desk.withdraw(link) }
    }

    private func acting(
        _ request: Request,
        _ context: AppContext,
        _ act: (RequestLink, FormBody) async throws -> Void
    ) async throws -> Response {
        let link = try requestLink(context)
        let form = try await checkedForm(request, context)
        do {
            try await act(link, form)
            return .redirect(to: Links(context.language).page(.privacyRequestStatus(link)))
        } catch {
            let problem = Problem(error)
            guard problem.status < 500, problem.code != .notFound else { throw error }
            return try await requestPage(request, context, link, refusedFor: problem)
        }
    }

    private func requestForm(
        _ request: Request,
        _ context: AppContext,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) -> Response {
        show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .privacyRequest,
                title: "request.page",
                paragraphs: ["request.intro", "request.proof"],
                form: .newRequest(
                    words,
                    regimes: requests.desk.office.regimes,
                    asksForAddress: context.person?.session == nil,
                    form
                )
            )
        }
    }

    private func requestPage(
        _ request: Request,
        _ context: AppContext,
        _ link: RequestLink,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let found = try await requests.desk.request(by: link)
        let layout = printer.layout(
            request,
            context,
            at: .privacyRequestStatus(link),
            titled: Message("request.status")
        )
        let page = RequestPage(layout: layout, request: found, link: link, refusedFor: problem)
        return printer.print(page, status: problem.map { .init(code: $0.status) } ?? .ok)
    }

    private func requestLink(_ context: AppContext) throws(Problem) -> RequestLink {
        guard let link = context.parameters.get("link").flatMap({ RequestLink($0) }) else {
            throw Problem(.notFound)
        }
        return link
    }
}
