import AsyncHTTPClient
import FoundationEssentials
import Kernel
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// One request and its answer over one connection, to one address that was judged before.
///
/// The client lives as long as the exchange and knows the name only by that address: nobody asks a name server again.
struct Exchange: Sendable {
    let call: OutboundCall
    let address: IPAddress
    let trust: OutboundTrust

    /// Hands the answer to `read`, and returns its status beside what `read` made of it.
    /// - Throws: `OutboundError`, `CancellationError`, or what `read` throws.
    func run<Value: Sendable>(
        _ read: @Sendable (OutboundHead, OutboundBody) async throws -> Value
    ) async throws -> (Value, status: Int) {
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let outcome: Result<(Value, status: Int), any Error>
        do {
            outcome = .success(try await perform(on: client, read))
        } catch let unread as Unread {
            outcome = .failure(unread.cause)
        } catch {
            outcome = .failure(Task.isCancelled ? CancellationError() : OutboundError(error))
        }
        // It closes what is still open; nothing is left to hear about that.
        try? await client.shutdown()
        return try outcome.get()
    }

    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.tlsConfiguration = trust.configuration
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(
            connect: call.limits.connect.timeAmount,
            read: (call.limits.silence ?? call.limits.whole).timeAmount
        )
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .enabled(limit: .ratio(call.limits.unpackingRatio))
        if call.url.literal == nil { configuration.dnsOverride = [call.url.host: address.text] }
        return configuration
    }

    /// What a reader threw, which is none of the client's errors.
    private struct Unread: Error {
        let cause: any Error
    }

    private func perform<Value: Sendable>(
        on client: HTTPClient,
        _ read: @Sendable (OutboundHead, OutboundBody) async throws -> Value
    ) async throws -> (Value, status: Int) {
        let response = try await client.execute(request, timeout: call.limits.whole.timeAmount)
        let headers = response.headers.map { (name: $0.name, value: $0.value) }
        let headerSize = headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        guard headerSize <= call.limits.headerSize else { throw OutboundError.tooLarge }
        let head = OutboundHead(status: Int(response.status.code), headers: headers)
        do {
            let value = try await read(head, OutboundBody(body: response.body, limit: call.limits.bodySize))
            return (value, head.status)
        } catch {
            throw Unread(cause: error)
        }
    }

    private var request: HTTPClientRequest {
        var request = HTTPClientRequest(url: call.url.text)
        request.method = call.method == .get ? .GET : .POST
        request.headers.add(name: "User-Agent", value: "nano-banana-pro")
        for (name, value) in call.headers { request.headers.replaceOrAdd(name: name, value: value) }
        switch call.body {
        case .bytes(let bytes): request.body = .bytes(bytes, length: .known(Int64(bytes.count)))
        case .stream(let stream): request.body = Self.body(of: stream.pieces, size: stream.size)
        case nil: break
        }
        return request
    }

    private static func body(
        of pieces: some AsyncSequence<Data, any Error> & Sendable,
        size: Int
    ) -> HTTPClientRequest.Body {
        let buffers = pieces.map { ByteBuffer(bytes: $0) }
        return .stream(buffers, length: .known(Int64(size)))
    }
}

extension Duration {
    var timeAmount: TimeAmount { .milliseconds(wholeMilliseconds) }
}
