package import FoundationEssentials
import Kernel

/// One request to somebody outside.
package struct OutboundCall: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    /// What goes along.
    enum Body: Sendable {
        case bytes(Data)
        case stream(OutboundStream)
    }

    let method: Method
    package let url: OutboundURL
    let headers: [(name: String, value: String)]
    let body: Body?
    let limits: OutboundLimits
    let retry: OutboundRetry

    /// Asks; may be asked again, as often as `retry` says.
    package static func get(
        _ url: OutboundURL,
        headers: [(name: String, value: String)] = [],
        limits: OutboundLimits = OutboundLimits(),
        retry: OutboundRetry = .never
    ) -> OutboundCall {
        OutboundCall(method: .get, url: url, headers: headers, body: nil, limits: limits, retry: retry)
    }

    /// Tells; never twice, for nobody knows whether the first was heard.
    package static func post(
        _ url: OutboundURL,
        _ body: Data,
        headers: [(name: String, value: String)],
        limits: OutboundLimits = OutboundLimits()
    ) -> OutboundCall {
        OutboundCall(
            method: .post,
            url: url,
            headers: headers,
            body: .bytes(body),
            limits: limits,
            retry: .never
        )
    }

    /// Hands over what is too large to be held; never twice, as any other telling.
    package static func post(
        _ url: OutboundURL,
        _ stream: OutboundStream,
        headers: [(name: String, value: String)],
        limits: OutboundLimits = OutboundLimits()
    ) -> OutboundCall {
        OutboundCall(
            method: .post,
            url: url,
            headers: headers,
            body: .stream(stream),
            limits: limits,
            retry: .never
        )
    }
}

/// A body that is read piece by piece while it goes out, no faster than the other side takes it.
package struct OutboundStream: Sendable {
    let pieces: any AsyncSequence<Data, any Error> & Sendable
    /// In bytes, of all pieces together.
    let size: Int

    package init(_ pieces: any AsyncSequence<Data, any Error> & Sendable, size: Int) {
        self.pieces = pieces
        self.size = size
    }
}

/// What a call may cost at most.
package struct OutboundLimits: Sendable {
    /// Until a connection stands, for each address that is tried.
    package var connect: Duration = .seconds(5)
    /// For everything together: name, connection, head and body.
    package var whole: Duration = .seconds(20)
    /// Between two pieces of the answer; without it, as long as everything.
    package var silence: Duration?
    /// Of the body, unpacked, in bytes.
    package var bodySize = 1 << 20
    /// Of all header fields together, in bytes.
    package var headerSize = 32 << 10
    /// How many times larger than what was sent a body may unpack.
    package var unpackingRatio = 25

    package init() {}
}

/// How often, and how patiently, a question is asked again.
package struct OutboundRetry: Sendable {
    /// How often it is asked in all.
    package let attempts: Int
    package let firstPause: Duration
    /// A server that wants a longer one (`Retry-After`) is not asked again.
    package let longestPause: Duration

    package init(
        attempts: Int,
        firstPause: Duration = .milliseconds(250),
        longestPause: Duration = .seconds(8)
    ) {
        self.attempts = attempts
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    package static let never = OutboundRetry(attempts: 1)

    /// How long to wait after the attempt of this number, from 1: doubled each time, and between half of it and all of it,
    /// so that many who failed together do not come back together.
    func pause(after attempt: Int, chance: Randomness) -> Duration {
        let doubled = firstPause * (1 << min(attempt - 1, 16))
        let whole = min(doubled, longestPause)
        let share = Int(chance.bytes(1).first ?? 0)
        return whole / 2 + whole * share / 512
    }
}

/// What came back; a redirect too comes back as it is, for nobody follows it.
package struct OutboundAnswer: Sendable {
    package let status: Int
    let headers: [(name: String, value: String)]
    package let body: Data

    /// The first field of a name, whatever its case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var isSuccess: Bool { (200..<300).contains(status) }
}
