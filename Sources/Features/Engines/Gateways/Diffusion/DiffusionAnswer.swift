import FoundationEssentials
import Outbound

/// What a server answered, as far as anybody reads it.
struct DiffusionAnswer: Sendable {
    /// A wait that a server names is believed up to here.
    private static let longestPause: Duration = .seconds(3_600)

    let status: Int
    let body: Data
    /// How long the server wants to be left alone.
    let pause: Duration?

    init(status: Int, body: Data, pause: Duration? = nil) {
        self.status = status
        self.body = body
        self.pause = pause
    }

    /// Heeds `Retry-After` in seconds (RFC 9110, section 10.2.3), and not in its form as a date.
    init(_ answer: OutboundAnswer) {
        let seconds = answer.header("Retry-After").flatMap { UInt32($0) }
        self.init(
            status: answer.status,
            body: answer.body,
            pause: seconds.map { min(.seconds(Int($0)), Self.longestPause) }
        )
    }

    var isSuccess: Bool { (200..<300).contains(status) }

    /// Its JSON, or nil for anything else: a page of a proxy, a body that was cut.
    func read<Value: Decodable>(_ type: Value.Type) -> Value? {
        try? JSONDecoder().decode(type, from: body)
    }

    /// What the status means where a server's own rules say nothing else.
    var reason: GatewayFailure.Reason {
        switch status {
        // A redirect is a gatekeeper's, who wants somebody to sign in.
        case 300..<400, 401, 403, 407: .unauthorised
        case 402: .quotaExhausted
        case 404, 405, 410: .modelGone
        case 408: .overloaded
        case 429: .rateLimited
        case 400..<500: .invalidRequest
        case 500..<600: .overloaded
        default: .unknown
        }
    }
}
