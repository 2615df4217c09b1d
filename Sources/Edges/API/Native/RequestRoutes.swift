import Accounts
package import HTTPKit
package import Hummingbird
import Kernel
import Privacy
import Wire

/// `/api/privacy/requests`: demanding something about one's data, with an account or without one; `/api/privacy/corrections`: having
/// put right what is no field of one's own.
package struct RequestRoutes: Sendable {
    private let forms: RequestForms
    private let origins: Origins

    package init(forms: RequestForms, origins: Origins) {
        self.forms = forms
        self.origins = origins
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.get("api/privacy/requests", use: list)
        router.post("api/privacy/requests", use: take)
        router.get("api/privacy/requests/:id", use: show)
        router.post("api/privacy/requests/:id/code", use: code)
        router.delete("api/privacy/requests/:id", use: withdraw)
        router.post("api/privacy/corrections", use: correct)
    }

    /// What the asker's account has demanded; nothing for somebody who is not signed in.
    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        var requests: [RightsRequest] = []
        if let session = context.person?.session {
            requests = try await forms.desk.requests(of: session.subject)
        }
        return try .json(ListBody(data: requests.map { RightsRequestBody($0) }, nextCursor: nil))
    }

    /// Takes a request; the answer is the same whether its address has an account or not.
    @Sendable private func take(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireOwn(request)
        let body = try await request.json(NewRequestBody.self, members: NewRequestBody.CodingKeys.self)
        let wish = RequestWish(kind: body.kind, email: body.email, region: body.region, text: body.text ?? "")
        let taken = try await forms.take(wish, by: .api, context)
        return try .json(RightsRequestBody(taken.request, link: taken.link), status: .accepted)
    }

    /// Takes a request for a correction of whoever is signed in, whose session is the proof.
    @Sendable private func correct(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireOwn(request)
        _ = try context.requireSession()
        let body = try await request.json(NewCorrectionBody.self, members: NewCorrectionBody.CodingKeys.self)
        let wish = RequestWish(
            kind: RequestKind.correction.rawValue,
            email: nil,
            region: nil,
            text: body.text
        )
        let taken = try await forms.take(wish, by: .api, context)
        return try .json(RightsRequestBody(taken.request, link: taken.link), status: .accepted)
    }

    /// By its link, or by its ticket for the account that it is about.
    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        if let link = context.parameters.get("id").flatMap({ RequestLink($0) }) {
            return try await .json(RightsRequestBody(forms.desk.request(by: link)))
        }
        let id: RightsRequestID = try context.id("id")
        guard let session = context.person?.session else { throw Problem(.notFound) }
        return try await .json(RightsRequestBody(forms.desk.request(id, of: session.subject)))
    }

    @Sendable private func code(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireOwn(request)
        let link = try link(context)
        let body = try await request.json(RequestCodeBody.self, members: RequestCodeBody.CodingKeys.self)
        if let code = body.code {
            try await forms.verify(link, code: code, context)
        } else {
            try await forms.sendCode(for: link, context)
        }
        return try await .json(RightsRequestBody(forms.desk.request(by: link)))
    }

    @Sendable private func withdraw(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireOwn(request)
        let link = try link(context)
        try await forms.desk.withdraw(link)
        return try await .json(RightsRequestBody(forms.desk.request(by: link)))
    }

    private func link(_ context: AppContext) throws(Problem) -> RequestLink {
        guard let link = context.parameters.get("id").flatMap({ RequestLink($0) }) else {
            throw Problem(.notFound)
        }
        return link
    }

    /// Somebody else's page must not demand in our reader's name.
    private func requireOwn(_ request: Request) throws(Problem) {
        guard !origins.isForeign(request) else { throw Problem(.originRefused) }
    }
}

extension RightsRequestBody {
    init(_ request: RightsRequest, link: RequestLink? = nil) {
        self.init(
            id: request.id.text,
            kind: request.kind.rawValue,
            state: request.state.rawValue,
            region: request.regime.rawValue,
            receivedAt: request.receivedAt.description,
            dueAt: request.dueAt.description,
            extendedAt: request.extendedAt?.description,
            closedAt: request.closedAt?.description,
            nextStep: request.state == .verifying ? "verification_required" : nil,
            link: link?.text
        )
    }
}
