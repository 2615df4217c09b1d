import Accounts
import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore
package import Privacy
import Purposes
import Wire

/// `/api/privacy/consents`, `/api/privacy/objections` and receipts: what somebody decides about their data.
package struct ChoiceRoutes: Sendable {
    private let choices: PrivacyChoices
    private let desk: ChoiceDesk

    package init(choices: PrivacyChoices, desk: ChoiceDesk) {
        self.choices = choices
        self.desk = desk
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/privacy")
            .get("consents", use: list)
            .post("consents", use: choose)
            .delete("consents/:purpose", use: withdraw)
            .get("receipts/:id", use: receipt)
            .get("objections", use: listObjections)
            .put("objections/:purpose", use: object)
            .delete("objections/:purpose", use: withdrawObjection)
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let standings = try await choices.standings(of: context.chooser)
        return try .json(
            ListBody(data: standings.map { ConsentBody($0, choices.policy) }, nextCursor: nil)
        )
    }

    /// Gives or refuses; the answer is how the consent stands from here on.
    @Sendable private func choose(_ request: Request, _ context: AppContext) async throws -> Response {
        let body = try await request.json(NewConsentBody.self, members: NewConsentBody.CodingKeys.self)
        let chooser = try await desk.choose(
            body.given,
            body.purpose,
            by: .programs,
            ageTicket: body.ageTicket,
            request,
            context
        )
        guard let now = try await choices.standings(of: chooser).first(where: { $0.purpose == body.purpose })
        else { throw Problem(.purposeUnknown, field: "purpose") }
        return try .json(ConsentBody(now, choices.policy), status: .created)
    }

    @Sendable private func withdraw(_ request: Request, _ context: AppContext) async throws -> Response {
        try await desk.withdraw(purpose(context), by: .programs, request, context)
        return Response(status: .noContent)
    }

    @Sendable private func receipt(_ request: Request, _ context: AppContext) async throws -> Response {
        let receipt = try await choices.receipt(of: context.id("id"), for: context.chooser)
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/ld+json",
                .contentDisposition: "attachment; filename=\"\(receipt.name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try receipt.json()))
        )
    }

    /// Every purpose that can be objected to, and how one's objection to it stands.
    @Sendable private func listObjections(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        try .json(ListBody(data: await ObjectionBody.all(choices, context), nextCursor: nil))
    }

    @Sendable private func object(_ request: Request, _ context: AppContext) async throws -> Response {
        try await desk.object(to: purpose(context), by: .programs, request, context)
        return Response(status: .noContent)
    }

    @Sendable private func withdrawObjection(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        try await desk.withdrawObjection(to: purpose(context), request, context)
        return Response(status: .noContent)
    }

    /// A purpose in an address that we do not have is an address that leads nowhere.
    private func purpose(_ context: AppContext) throws(Problem) -> String {
        guard let purpose = context.parameters.get("purpose"), choices.policy.byKey[purpose] != nil else {
            throw Problem(.notFound)
        }
        return purpose
    }
}

extension ConsentBody {
    init(_ standing: ConsentStanding, _ policy: PolicyPurposes) {
        let newest = standing.newest
        self.init(
            purpose: standing.purpose,
            use: policy.byKey[standing.purpose]?.dataUse ?? standing.purpose,
            state: newest?.state.rawValue ?? "none",
            allowed: standing.isAllowed,
            asked: standing.isAsked,
            optedOut: standing.isOptedOut,
            decidedAt: newest?.at.description,
            endsAt: newest?.endsAt.description,
            receiptURL: newest.map { Route.receipt($0.id).path }
        )
    }
}

extension ObjectionBody {
    /// Every purpose that can be objected to, and how the objection of whoever asks stands.
    static func all(_ choices: PrivacyChoices, _ context: AppContext) async throws -> [ObjectionBody] {
        let own = try await choices.objections(of: context.chooser, as: context.person?.visitor?.subject)
        var bodies: [ObjectionBody] = []
        for purpose in choices.rules.objectionPurposes {
            let objection = own.first { $0.purpose == purpose }
            bodies.append(
                ObjectionBody(
                    purpose,
                    objection,
                    isStopped: try await choices.isStopped(
                        purpose,
                        for: objection?.subject ?? context.chooser.subject
                    ),
                    balancing: choices.policy.balancing[purpose]?.summary[context.language]
                )
            )
        }
        return bodies
    }

    fileprivate init(
        _ purpose: String,
        _ objection: Objection?,
        isStopped: Bool,
        balancing: String?
    ) {
        self.init(
            id: objection?.id.text,
            purpose: purpose,
            state: objection?.state.rawValue ?? "none",
            stopped: isStopped,
            at: objection?.at.description,
            balancing: balancing,
            ground: objection?.ground
        )
    }
}
