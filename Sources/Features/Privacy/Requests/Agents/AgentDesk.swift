package import FoundationEssentials
import Kernel
import Store
import Vault

/// The Data Rights Protocol 1.0, as a covered business speaks it.
///
/// A message is checked in the protocol's order: decoded, signature, whose bearer, which business, not before, not after.
extension RequestDesk {
    private static let longestReference = 200
    private static let longestCallback = 2_000

    /// The bearer of an agent, against a message that the agent signed.
    package func pair(_ agent: String, with body: Data) throws(AgentRefusal) -> AgentToken {
        guard let agent = agents[agent] else { throw AgentRefusal(403, "There is no such agent here.") }
        try requireValid(agent.message(in: body), of: agent)
        return AgentToken(agent: agent.id, token: token(of: agent))
    }

    /// - Throws: `AgentRefusal` of 401 without a bearer, 403 for one that is nobody's.
    package func agent(bearing bearer: String?) throws(AgentRefusal) -> Agent {
        guard let bearer else { throw AgentRefusal(401, "A bearer token is missing.") }
        let parts = bearer.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let agent = agents[String(parts[0])],
            Secret(token(of: agent)).matches(bearer)
        else { throw AgentRefusal(403, "The bearer token is not valid here.") }
        return agent
    }

    /// Takes a demand; the same one again, by the agent's own number, is the one that is there.
    package func exercise(_ body: Data, by agent: Agent) async throws -> AgentStatus {
        let message = try agent.message(in: body)
        try requireValid(message, of: agent)
        guard let demand = try? JSONDecoder().decode(AgentDemand.self, from: message) else {
            throw AgentRefusal(400, "A member of the message is missing or of another kind.", isFatal: true)
        }
        guard demand.version.map({ $0 == "1.0" || $0.hasPrefix("1.0.") }) ?? true else {
            throw AgentRefusal(400, "Only version 1.0 of the protocol is spoken here.", isFatal: true)
        }
        guard let exercise = AgentDemand.Exercise(text: demand.exercise) else {
            throw AgentRefusal(400, "This right cannot be exercised here.", isFatal: true)
        }
        guard [nil, "ccpa", "voluntary"].contains(demand.regime) else {
            throw AgentRefusal(400, "Only the regime ccpa is known here, or none.", isFatal: true)
        }
        guard demand.request?.count ?? 0 <= Self.longestReference else {
            throw AgentRefusal(400, "agent-request-id is too long.", isFatal: true)
        }
        return try await take(demand, exercise, by: agent)
    }

    private func take(
        _ demand: AgentDemand,
        _ exercise: AgentDemand.Exercise,
        by agent: Agent
    ) async throws -> AgentStatus {
        guard let email = demand.email.flatMap({ EmailAddress($0) }) else {
            throw AgentRefusal(400, "The claim email is needed: a code goes there.", isFatal: true)
        }
        let isSale = exercise == .saleOptOut || exercise == .saleOptIn
        var origin = RequestOrigin(isSilent: isSale, needsProof: !isSale, agent: agent.id)
        origin.agentRequest = demand.request
        origin.callback = demand.callback.flatMap { $0.count <= Self.longestCallback ? $0 : nil }
        origin.source = demand.request.map { request in
            vault.index(Data("\(agent.id)\0\(request)".utf8), as: "agent request")
        }
        let kind: RequestKind =
            switch exercise {
            case .saleOptOut, .saleOptIn: .objection
            case .deletion: .deletion
            case .access, .accessCategories, .accessSpecific: .access
            }
        do {
            let new = try NewRequest(
                kind,
                by: .agent,
                regime: demand.regime == "ccpa" ? "california" : nil,
                text: exercise.rawValue,
                language: .english
            )
            let taken = try await take(new, from: .address(email), origin: origin)
            if isSale, !taken.request.state.isClosed { try await settle(exercise, taken.request.id) }
            return try await status(of: taken.request.id)
        } catch let problem as Problem {
            throw AgentRefusal(problem.status, "The request cannot be taken now.")
        }
    }

    /// Nothing is ever sold, so that there is nothing to stop, and nothing to allow.
    private func settle(_ exercise: AgentDemand.Exercise, _ id: RightsRequestID) async throws {
        let end =
            exercise == .saleOptOut
            ? RequestEnd(state: .fulfilled) : RequestEnd(state: .refused, ground: .notCovered)
        try await close(try await row(id), end, by: .system, because: "nothing is sold")
    }

    /// - Throws: `AgentRefusal` of 403 for a request of somebody else's, or of nobody's.
    package func status(of id: RightsRequestID, for agent: Agent) async throws -> AgentStatus {
        try await require(id, of: agent)
        return try await status(of: id)
    }

    /// Takes a request back.
    package func revoke(_ id: RightsRequestID, _ body: Data, by agent: Agent) async throws -> AgentStatus {
        let message = try agent.message(in: body)
        guard let revocation = try? JSONDecoder().decode(AgentRevocation.self, from: message),
            revocation.reason?.count ?? 0 <= Self.longestCallback
        else { throw AgentRefusal(400, "The message must be an object with a reason.") }
        try await require(id, of: agent)
        do {
            try await withdraw(id, by: .agent(agent.id))
        } catch let problem as Problem where problem.code == .requestClosed {
            throw AgentRefusal(409, "The request has ended already.", isFatal: true)
        }
        return try await status(of: id)
    }

    private func require(_ id: RightsRequestID, of agent: Agent) async throws {
        let row = try await store.read { tx in try RequestRecords(tx).row(id) }
        guard row?.request.agent == agent.id else {
            throw AgentRefusal(403, "This agent has no such request.")
        }
    }

    private func requireValid(_ message: Data, of agent: Agent) throws(AgentRefusal) {
        guard let envelope = try? JSONDecoder().decode(AgentEnvelope.self, from: message) else {
            throw AgentRefusal(400, "The message must say agent-id, business-id, issued-at and expires-at.")
        }
        guard envelope.agent == agent.id else { throw AgentRefusal(403, "agent-id is not the bearer's.") }
        guard envelope.business == agent.business else { throw AgentRefusal(403, "business-id is not ours.") }
        let now = clock.now()
        guard now > envelope.issuedAt.moment else { throw AgentRefusal(403, "issued-at lies ahead.") }
        guard now < envelope.expiresAt.moment else { throw AgentRefusal(403, "expires-at has passed.") }
    }

    /// One for each agent and key; nothing is stored for it, and another key is another bearer.
    private func token(of agent: Agent) -> String {
        "\(agent.id).\(vault.index(Data(agent.id.utf8) + agent.key, as: "agent bearer").hexadecimal(32))"
    }
}
