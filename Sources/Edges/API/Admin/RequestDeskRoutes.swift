import Accounts
package import HTTPKit
import Hummingbird
import Kernel
package import Privacy
import Wire

/// `/api/admin/requests`: what people demand about their data, for staff who answer it.
package struct RequestDeskRoutes: Sendable {
    private let desk: RequestDesk

    package init(desk: RequestDesk) {
        self.desk = desk
    }

    /// Below `/api/admin`.
    package var routes: [StaffRoute] {
        [
            .get("requests", for: .answerRequests, use: list),
            .get("requests/:id", for: .answerRequests, use: show),
            .post("requests/:id", for: .answerRequests, use: act),
        ]
    }

    /// Open requests, those that are due first at the top; `state=closed` for the others.
    @Sendable private func list(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let state = try Query(request)["state"] ?? "open"
        guard ["open", "closed"].contains(state) else {
            throw Problem(.malformedParameter, field: "state", ["expected": "open, closed"])
        }
        let requests = try await desk.requests(areOpen: state == "open")
        return try .json(ListBody(data: requests.map { RightsRequestBody($0) }, nextCursor: nil))
    }

    @Sendable private func show(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try await .json(RequestFileBody(desk.file(of: context.id("id"))))
    }

    @Sendable private func act(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let id: RightsRequestID = try context.id("id")
        let body = try await request.json(RequestActionBody.self, members: RequestActionBody.CodingKeys.self)
        let wish = RequestAnswerWish(action: body.action, ground: body.ground, text: body.text ?? "")
        try await desk.act(wish.read(), on: id, by: RequestActor(member))
        return try await .json(RequestFileBody(desk.file(of: id)))
    }
}

extension RequestFileBody {
    fileprivate init(_ file: RequestFile) {
        self.init(
            request: RightsRequestBody(file.request),
            text: file.text,
            email: file.email?.text,
            answer: file.answer,
            account: file.request.account?.text,
            verifiedAt: file.request.verifiedAt?.description,
            events: file.events.map { event in
                RequestEventBody(
                    at: event.at.description,
                    state: event.state.rawValue,
                    actor: event.actor,
                    name: event.actorName,
                    reason: event.reason,
                    note: event.note
                )
            }
        )
    }
}
