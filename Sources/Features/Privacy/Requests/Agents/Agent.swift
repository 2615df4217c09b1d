import Crypto
package import FoundationEssentials
package import Kernel

/// Somebody whom people authorise to demand things for them (Data Rights Protocol 1.0); the operator lists them.
package struct Agent: Hashable, Sendable {
    /// `[A-Z_]+`, as the protocol's directory writes it.
    package let id: String
    package let name: String
    /// An Ed25519 public key, 32 bytes.
    let key: Data
    /// Who we are to this agent.
    let business: String
    /// Where its callbacks lie, as the operator says, `https://agent.example`; others must be public addresses.
    let callbacks: String?

    /// Nil for an id of other letters, or bytes that are no key.
    package init?(id: String, name: String, key: Data, business: String, callbacks: String? = nil) {
        guard id.wholeMatch(of: /[A-Z_]{1,64}/) != nil, business.wholeMatch(of: /[A-Z_]{1,64}/) != nil,
            (try? Curve25519.Signing.PublicKey(rawRepresentation: key)) != nil
        else { return nil }
        self.id = id
        self.name = name
        self.key = key
        self.business = business
        self.callbacks = callbacks
    }

    /// What was signed, from base64 of 64 bytes of signature and the message (libsodium's combined form).
    func message(in body: Data) throws(AgentRefusal) -> Data {
        let text = String(decoding: body, as: UTF8.self).filter { !$0.isWhitespace }
        guard let bytes = Data(base64Encoded: text), bytes.count > 64 else {
            throw AgentRefusal(400, "The body must be base64 of a signature and a message.")
        }
        let message = Data(bytes.dropFirst(64))
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key),
            key.isValidSignature(bytes.prefix(64), for: message)
        else { throw AgentRefusal(403, "The signature is not this agent's.") }
        return message
    }
}

/// Every agent that the operator lists.
package struct AgentRegister: Sendable {
    package static let none = AgentRegister([])

    private let agents: [String: Agent]

    package init(_ agents: [Agent]) {
        self.agents = Dictionary(agents.map { ($0.id, $0) }) { first, _ in first }
    }

    subscript(_ id: String) -> Agent? { agents[id] }
}

/// Why an agent's call is refused, in the protocol's shape (section 3.06).
package struct AgentRefusal: Error, Hashable, Sendable, Encodable {
    package let status: Int
    package let message: String
    /// Whether the same call can never succeed.
    package let isFatal: Bool

    init(_ status: Int, _ message: String, isFatal: Bool = false) {
        self.status = status
        self.message = message
        self.isFatal = isFatal
    }

    /// What our own limits refuse.
    package init(_ problem: Problem) {
        self.init(problem.status, "The request cannot be taken (\(problem.code.rawValue)).")
    }

    package static let foreignBearer = AgentRefusal(403, "The bearer token is another agent's.")
    package static let foreignRequest = AgentRefusal(403, "This agent has no such request.")
    package static let tooMany = AgentRefusal(429, "Too many requests; try again in an hour.")

    private enum CodingKeys: String, CodingKey {
        case code, message, fatal
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("\(status)", forKey: .code)
        try container.encode(message, forKey: .message)
        try container.encode(isFatal, forKey: .fatal)
    }
}
