import FoundationEssentials
import Kernel

/// What every signed message says of itself; requests are written with hyphens, answers with underscores.
struct AgentEnvelope: Decodable {
    let agent: String
    let business: String
    let issuedAt: AgentMoment
    let expiresAt: AgentMoment

    private enum CodingKeys: String, CodingKey {
        case agent = "agent-id"
        case business = "business-id"
        case issuedAt = "issued-at"
        case expiresAt = "expires-at"
    }
}

/// What is demanded, and for whom.
struct AgentDemand: Decodable {
    enum Exercise: String {
        case saleOptOut = "sale:opt-out"
        case saleOptIn = "sale:opt-in"
        case deletion
        case access
        case accessCategories = "access:categories"
        case accessSpecific = "access:specific"

        /// The protocol's own text has both spellings.
        init?(text: String) {
            self.init(rawValue: text.replacing("_", with: "-"))
        }
    }

    let request: String?
    let version: String?
    let exercise: String
    let regime: String?
    let callback: String?
    let email: String?

    private enum CodingKeys: String, CodingKey {
        case request = "agent-request-id"
        case version = "drp.version"
        case callback = "status_callback"
        case exercise, regime, email
    }
}

struct AgentRevocation: Decodable {
    let reason: String?
}

/// A moment in one of the forms of ISO 8601 that programs write: `2026-11-28T19:20:00Z`, with a fraction, with an offset.
struct AgentMoment: Decodable {
    let moment: Timestamp

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let moment = Self.moment(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no moment")
        }
        self.moment = moment
    }

    static func moment(_ text: String) -> Timestamp? {
        let pattern =
            /([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,9}))?(Z|[+\-][0-9]{2}:?[0-9]{2})/
        guard let match = text.wholeMatch(of: pattern),
            let date = try? Date("\(match.1)T\(match.2)Z", strategy: .iso8601)
        else { return nil }
        let fraction = match.3.flatMap { Int(($0 + "000").prefix(3)) } ?? 0
        return Timestamp(date) + .milliseconds(fraction) - offset(match.4)
    }

    private static func offset(_ text: Substring) -> Duration {
        let digits = text.filter { $0.isNumber }
        guard digits.count == 4, let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)) else {
            return .zero
        }
        let offset = Duration.seconds(hours * 3_600 + minutes * 60)
        return text.hasPrefix("-") ? .zero - offset : offset
    }
}

/// Where an agent's request stands (section 3.03).
package struct AgentStatus: Codable, Sendable, Hashable {
    package let requestID: String
    package let agentRequestID: String?
    package let receivedAt: String
    package let expectedBy: String
    package let processingDetails: String
    package let status: String
    package let reason: String?
    package let verificationURL: String?
    package let resultsURL: String?
    package let expiresAt: String?

    private enum CodingKeys: String, CodingKey {
        case status, reason
        case requestID = "request_id"
        case agentRequestID = "agent_request_id"
        case receivedAt = "received_at"
        case expectedBy = "expected_by"
        case processingDetails = "processing_details"
        case verificationURL = "user_verification_url"
        case resultsURL = "results_url"
        case expiresAt = "expires_at"
    }
}

/// What pairing answers.
package struct AgentToken: Encodable, Sendable {
    package let agent: String
    package let token: String

    private enum CodingKeys: String, CodingKey {
        case agent = "agent-id"
        case token
    }
}
