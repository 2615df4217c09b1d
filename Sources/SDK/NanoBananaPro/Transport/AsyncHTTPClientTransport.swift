#if !canImport(Darwin)
import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix

/// Carries requests by AsyncHTTPClient, on platforms without Apple's `URLSession`.
public final class AsyncHTTPClientTransport: NanoBananaPro.Transport {
    private static let connectLimit = TimeAmount.seconds(10)
    /// Connections that nobody reads from are given up long before this.
    private static let longestExchange = TimeAmount.hours(24)

    private let client: HTTPClient

    /// Makes a client of its own, which ends with the transport.
    public init(longestSilence: Duration = .seconds(60)) {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(
                connect: Self.connectLimit,
                read: TimeAmount(longestSilence)
            )
        )
        // Whether to try again is for whoever asked to decide.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        client.shutdown { _ in }
    }

    /// Sends a request; the body is read as fast as its reader takes it.
    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        var outgoing = HTTPClientRequest(url: request.url.absoluteString)
        outgoing.method = HTTPMethod(rawValue: request.method)
        outgoing.headers = HTTPHeaders(request.headers.map { ($0, $1) })
        if let body = request.body { outgoing.body = .bytes(body) }
        do {
            let answer = try await client.execute(outgoing, timeout: Self.longestExchange)
            let headers = Dictionary(answer.headers.map { ($0.name, $0.value) }) { first, _ in first }
            return TransportResponse(
                status: Int(answer.status.code),
                headers: headers,
                body: Self.body(answer.body)
            )
        } catch {
            throw Self.cause(of: error)
        }
    }

    private static func body(_ body: HTTPClientResponse.Body) -> TransportBody {
        TransportBody(body.map { Data($0.readableBytesView) }, naming: cause)
    }

    @Sendable private static func cause(of error: any Error) -> any Error {
        if error is NIOConnectionError { return TransportError.unreachable }
        return switch error as? HTTPClientError {
        case .cancelled where Task.isCancelled: CancellationError()
        case .connectTimeout: TransportError.unreachable
        case .readTimeout, .writeTimeout: TransportError.timedOut
        default: error is CancellationError ? error : TransportError.lost
        }
    }
}
#endif
