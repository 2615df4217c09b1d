import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Privacy

extension Web {
    /// What people demand about their data, each route behind the right to answer.
    var requestAdminRoutes: [StaffRoute] {
        [
            .get("requests", for: .answerRequests, use: showRequests),
            .get("requests/:id", for: .answerRequests, use: showRequestFile),
            .post("requests/:id", for: .answerRequests, use: actOnRequest),
        ]
    }

    @Sendable private func showRequests(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let open = try await requests.desk.requests(areOpen: true)
        let closed = try await requests.desk.requests(areOpen: false)
        let now = clock.now()
        return show(request, context, member) { words in
            AdminSheet(
                address: .requests,
                title: "admin.requests",
                intro: words["admin.requests_intro"],
                sections: [
                    .requests("open", "admin.requests_open", open, now: now, words),
                    .requests("closed", "admin.requests_closed", closed, now: now, words),
                ]
            )
        }
    }

    @Sendable private func showRequestFile(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try await requestFilePage(request, context, member, try context.id("id"))
    }

    @Sendable private func actOnRequest(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let id: RightsRequestID = try context.id("id")
        let form = try await checkedForm(request, context)
        do {
            let wish = RequestAnswerWish(
                action: form["action"] ?? "",
                ground: form["ground"],
                text: form["text"] ?? ""
            )
            try await requests.desk.act(wish.read(), on: id, by: RequestActor(member))
            return toAdmin(.request(id), context)
        } catch {
            let problem = Problem(error)
            guard problem.status < 500, problem.code != .notFound else { throw error }
            return try await requestFilePage(request, context, member, id, form, refusedFor: problem)
        }
    }

    private func requestFilePage(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember,
        _ id: RightsRequestID,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let file = try await requests.desk.file(of: id)
        let now = clock.now()
        return show(request, context, member, refusedFor: problem) { words in
            let asked = FormPart.requestAction(words, id, form)
            let action = problem.map { asked.refused($0, words) } ?? asked
            return AdminSheet(
                address: .request(id),
                title: "admin.request",
                intro: id.text,
                sections: [.facts(of: file, now: now, words), .history(of: file, words)]
                    + (file.request.state.isClosed
                        ? []
                        : [AdminSection(id: "action", title: words["admin.request_do"], forms: [action])])
            )
        }
    }
}
