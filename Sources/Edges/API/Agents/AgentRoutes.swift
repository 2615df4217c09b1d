import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore
package import Privacy

/// `/v1/data-rights-request` and `/v1/agent`: the Data Rights Protocol 1.0, for agents whom the operator lists.
///
/// Answers and refusals have the protocol's own shape, not ours.
package struct AgentRoutes: Sendable {
    private static let longestMessage = 64 << 10

    private let desk: RequestDesk
    private let limits: RightsGuard

    package init(desk: RequestDesk, limits: RightsGuard) {
        self.desk = desk
        self.limits = limits
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.post("v1/data-rights-request", use: exercise)
        router.get("v1/data-rights-request/:id", use: show)
        router.delete("v1/data-rights-request/:id", use: revoke)
        router.post("v1/agent/:id", use: pair)
        router.get("v1/agent/:id", use: check)
    }

    @Sendable private func exercise(_ request: Request, _ context: AppContext) async throws -> Response {
        try await answering {
            let agent = try desk.agent(bearing: bearer(of: request))
            try charge(agent.id, context)
            return try await .json(desk.exercise(body(of: request), by: agent))
        }
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        try await answering {
            let agent = try desk.agent(bearing: bearer(of: request))
            return try await .json(desk.status(of: id(context), for: agent))
        }
    }

    @Sendable private func revoke(_ request: Request, _ context: AppContext) async throws -> Response {
        try await answering {
            let agent = try desk.agent(bearing: bearer(of: request))
            return try await .json(desk.revoke(id(context), body(of: request), by: agent))
        }
    }

    /// A refusal has no body here (section 2.05.1).
    @Sendable private func pair(_ request: Request, _ context: AppContext) async throws -> Response {
        do {
            let body = try await body(of: request)
            return try .json(desk.pair(context.parameters.get("id") ?? "", with: body))
        } catch is AgentRefusal {
            return Response(status: .forbidden)
        }
    }

    /// Whether a bearer is still good for this agent.
    @Sendable private func check(_ request: Request, _ context: AppContext) async throws -> Response {
        try await answering {
            let agent = try desk.agent(bearing: bearer(of: request))
            guard agent.id == context.parameters.get("id") else { throw AgentRefusal.foreignBearer }
            return try .json([String: String]())
        }
    }

    private func answering(_ act: () async throws -> Response) async throws -> Response {
        do {
            return try await act()
        } catch let refusal as AgentRefusal {
            return try .json(refusal, status: HTTPResponse.Status(code: refusal.status))
        } catch let problem as Problem {
            return try .json(AgentRefusal(problem), status: HTTPResponse.Status(code: problem.status))
        }
    }

    private func body(of request: Request) async throws -> Data {
        Data(try await request.wholeBody(upTo: Self.longestMessage).readableBytesView)
    }

    private func bearer(of request: Request) -> String? {
        let words = request.headers[.authorization]?.split(separator: " ", maxSplits: 1)
        guard let words, words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        return String(words[1])
    }

    private func id(_ context: AppContext) throws -> RightsRequestID {
        guard let id = context.parameters.get("id").flatMap({ RightsRequestID($0) }) else {
            throw AgentRefusal.foreignRequest
        }
        return id
    }

    private func charge(_ agent: String, _ context: AppContext) throws {
        do {
            try limits.require(agent: agent, context)
        } catch {
            throw AgentRefusal.tooMany
        }
    }
}
