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

    /// - Throws: `OutboundError`, or `CancellationError`.
    func run() async throws -> OutboundAnswer {
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let outcome: Result<OutboundAnswer, any Error>
        do {
            outcome = .success(try await perform(on: client))
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
            read: call.limits.whole.timeAmount
        )
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .enabled(limit: .ratio(call.limits.unpackingRatio))
        if call.url.literal == nil { configuration.dnsOverride = [call.url.host: address.text] }
        return configuration
    }

    private func perform(on client: HTTPClient) async throws -> OutboundAnswer {
        let response = try await client.execute(request, timeout: call.limits.whole.timeAmount)
        let headers = response.headers.map { (name: $0.name, value: $0.value) }
        let headerSize = headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        guard headerSize <= call.limits.headerSize else { throw OutboundError.tooLarge }
        var body = Data()
        for try await chunk in response.body {
            guard body.count + chunk.readableBytes <= call.limits.bodySize else {
                throw OutboundError.tooLarge
            }
            body.append(contentsOf: chunk.readableBytesView)
        }
        return OutboundAnswer(status: Int(response.status.code), headers: headers, body: body)
    }

    private var request: HTTPClientRequest {
        var request = HTTPClientRequest(url: call.url.text)
        request.method = call.method == .get ? .GET : .POST
        request.headers.add(name: "User-Agent", value: "nano-banana-pro")
        for (name, value) in call.headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let body = call.body { request.body = .bytes(body, length: .known(Int64(body.count))) }
        return request
    }
}

extension Duration {
    fileprivate var timeAmount: TimeAmount { .milliseconds(wholeMilliseconds) }
}
