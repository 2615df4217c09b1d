#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension NanoBananaPro {
    /// Carries requests to a server; one request, one answer, no redirects and no retries of its own.
    ///
    /// Write one to send requests some other way, or to try code without a server.
    public protocol Transport: Sendable {
        /// Sends a request, and returns as soon as the answer's head is there.
        ///
        /// Cancelling the task, or dropping the body, ends the exchange.
        /// - Throws: `TransportError`, or `CancellationError`.
        func send(_ request: TransportRequest) async throws -> TransportResponse
    }
}

/// A request as it goes over the wire.
public struct TransportRequest: Sendable {
    /// The method, such as `GET`.
    public let method: String
    /// The whole address.
    public let url: URL
    /// The fields to send, the key among them.
    public let headers: [String: String]
    /// The body; nil for none.
    public let body: Data?

    /// Makes a request of its members.
    public init(
        method: String,
        url: URL,
        headers: [String: String],
        body: Data?
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

extension TransportRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The method and the path: no key, no query and nothing of the body.
    public var description: String { "\(method) \(url.path)" }
    /// The same.
    public var debugDescription: String { description }
    /// Shows nothing of what is sent.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The head of an answer, and its body while it comes in.
public struct TransportResponse: Sendable {
    /// The HTTP status.
    public let status: Int
    /// The fields, their names in small letters.
    public let headers: [String: String]
    /// The body, to be read once.
    public let body: TransportBody

    /// Makes an answer of its members.
    public init(
        status: Int,
        headers: [String: String],
        body: TransportBody
    ) {
        self.status = status
        self.headers = Dictionary(headers.map { ($0.lowercased(), $1) }) { first, _ in first }
        self.body = body
    }
}

/// Why a transport has no answer, or not the whole of one.
public enum TransportError: Error, Hashable, Sendable {
    /// No connection was made, so nothing was sent.
    case unreachable
    /// The connection broke; nobody knows whether the request arrived.
    case lost
    /// The connection was silent for too long.
    case timedOut
}

/// Chooses what carries requests where nothing else is wished.
enum StandardTransport {
    static func make(longestSilence: Duration) -> any NanoBananaPro.Transport {
        #if canImport(Darwin)
        URLSessionTransport(longestSilence: longestSilence)
        #else
        AsyncHTTPClientTransport(longestSilence: longestSilence)
        #endif
    }
}
