package import Kernel

/// A row of the egress register: an outside party that receives personal data for us.
package struct Processor: Sendable {
    package struct ID: Hashable, Sendable, ExpressibleByStringLiteral {
        package let text: String

        package init(stringLiteral text: StaticString) {
            self.text = "\(text)"
        }

        /// Small letters, digits and dashes, at most 48; nil for anything else.
        package init?(_ text: String) {
            guard text.wholeMatch(of: /[a-z0-9\-]{1,48}/) != nil else { return nil }
            self.text = text
        }
    }

    package enum State: Sendable {
        /// Subscribers have been told; nothing is sent yet.
        case announced
        case active
        case suspended
        case ended
    }

    /// What the operator signed; personal data goes nowhere without it.
    package struct Contract: Sendable {
        package let reference: String
        package let signedAt: Timestamp
        /// Nil is without an end.
        package let expiresAt: Timestamp?

        package init(
            reference: String,
            signedAt: Timestamp,
            expiresAt: Timestamp?
        ) {
            self.reference = reference
            self.signedAt = signedAt
            self.expiresAt = expiresAt
        }
    }

    /// What makes a transfer to another country's law lawful.
    package struct Safeguard: Sendable {
        /// `scc:2021-914:2`, `adequacy:JP`.
        package let mechanism: String
        /// The operator's assessment.
        package let assessment: String
        package let reviewBy: Timestamp

        package init(
            mechanism: String,
            assessment: String,
            reviewBy: Timestamp
        ) {
            self.mechanism = mechanism
            self.assessment = assessment
            self.reviewBy = reviewBy
        }
    }

    package let id: ID
    /// Host names, each at port 443, or with a port behind a colon.
    package let hosts: Set<String>
    /// ISO 3166-1 alpha-2.
    package let country: String
    /// Every personal field that may be sent.
    package let fields: Set<String>
    package let state: State
    package let contract: Contract?
    package let safeguard: Safeguard?

    package init(
        id: ID,
        hosts: Set<String>,
        country: String,
        fields: Set<String>,
        state: State = .active,
        contract: Contract? = nil,
        safeguard: Safeguard? = nil
    ) {
        self.id = id
        self.hosts = hosts
        self.country = country
        self.fields = fields
        self.state = state
        self.contract = contract
        self.safeguard = safeguard
    }

    package func serves(_ origin: OutboundURL.Origin) -> Bool {
        hosts.contains("\(origin.host):\(origin.port)") || (origin.port == 443 && hosts.contains(origin.host))
    }
}
