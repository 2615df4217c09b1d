package import FoundationEssentials
import Kernel
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

/// The texts of a web socket, one by one; it ends when the other side, or the connection, does.
package typealias OutboundMessages = AsyncThrowingStream<Data, any Error>

/// One web socket over one connection, to one address that was judged before.
struct SocketExchange: Sendable {
    let call: OutboundCall
    let address: IPAddress
    let trust: OutboundTrust

    /// Hands the texts to `read`, and returns the status of the answer that opened the socket beside what
    /// `read` made of them.
    /// - Throws: `OutboundError`, `CancellationError`, or what `read` throws.
    func run<Value: Sendable>(
        _ read: @Sendable (OutboundMessages) async throws -> Value
    ) async throws -> (Value, status: Int) {
        let (messages, sink) = OutboundMessages.makeStream(
            bufferingPolicy: .bufferingOldest(SocketReader.mostUnread)
        )
        let connection = try await connect(to: sink)
        defer { connection.channel.close(promise: nil) }
        try await open(connection)
        let channel = connection.channel
        // One that ended while it changed its language has told nobody; what it said with its agreement is lost then.
        try await channel.eventLoop.submit { if !channel.isActive { sink.finish() } }.get()
        defer { connection.channel.writeAndFlush(WebSocketFrame.goodbye, promise: nil) }
        return (try await read(messages), Int(HTTPResponseStatus.switchingProtocols.code))
    }

    private struct Connection: Sendable {
        let channel: any Channel
        /// Whether the other side agreed to speak the protocol.
        let isOpen: EventLoopFuture<Bool>
    }

    private func connect(to sink: OutboundMessages.Continuation) async throws -> Connection {
        do {
            let tls = call.url.scheme == .https ? try NIOSSLContext(configuration: trust.configuration) : nil
            return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(call.limits.connect.timeAmount)
                .connect(to: SocketAddress(ipAddress: address.text, port: call.url.port)) { channel in
                    channel.eventLoop.makeCompletedFuture { try prepare(channel, tls, sink) }
                }
        } catch {
            throw Task.isCancelled ? CancellationError() : OutboundError(error)
        }
    }

    private func prepare(
        _ channel: any Channel,
        _ tls: NIOSSLContext?,
        _ sink: OutboundMessages.Continuation
    ) throws -> Connection {
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            // An address is checked against the certificate as an address, and never named to the other side.
            let name = call.url.literal == nil ? call.url.host : nil
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
        }
        var configuration = NIOUpgradableHTTPClientPipelineConfiguration(
            upgradeConfiguration: NIOTypedHTTPClientUpgradeConfiguration(
                upgradeRequestHead: head,
                upgraders: [upgrader(to: sink)],
                notUpgradingCompletionHandler: { $0.eventLoop.makeSucceededFuture(false) }
            )
        )
        // A server may speak in the packet in which it agrees.
        configuration.leftOverBytesStrategy = .forwardBytes
        let isOpen = try pipeline.configureUpgradableHTTPClientPipeline(configuration: configuration)
        return Connection(channel: channel, isOpen: isOpen)
    }

    private var head: HTTPRequestHead {
        var headers = HTTPHeaders()
        headers.add(
            name: "Host",
            value: String(call.url.base.dropFirst("\(call.url.scheme.rawValue)://".count))
        )
        headers.add(name: "User-Agent", value: "nano-banana-pro")
        for (name, value) in call.headers { headers.replaceOrAdd(name: name, value: value) }
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: call.url.target, headers: headers)
    }

    private func upgrader(to sink: OutboundMessages.Continuation) -> NIOTypedWebSocketClientUpgrader<Bool> {
        let limit = min(call.limits.bodySize, Int(UInt32.max))
        // The reader handles errors: NIO's own handler closes the socket before it tells why.
        return NIOTypedWebSocketClientUpgrader(maxFrameSize: limit, enableAutomaticErrorHandling: false) {
            channel,
            _ in
            channel.eventLoop.makeCompletedFuture {
                let aggregator = NIOWebSocketFrameAggregator(
                    minNonFinalFragmentSize: 0,
                    maxAccumulatedFrameCount: SocketReader.mostFragments,
                    maxAccumulatedFrameSize: limit
                )
                try channel.pipeline.syncOperations.addHandler(aggregator)
                try channel.pipeline.syncOperations.addHandler(SocketReader(sink, limit: limit))
                return true
            }
        }
    }

    /// Waits until the socket stands.
    private func open(_ connection: Connection) async throws {
        let channel = connection.channel
        let limit = channel.eventLoop.scheduleTask(in: call.limits.connect.timeAmount) {
            channel.close(promise: nil)
        }
        defer { limit.cancel() }
        let isOpen: Bool
        do {
            isOpen = try await withTaskCancellationHandler {
                try await connection.isOpen.get()
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch {
            guard !Task.isCancelled else { throw CancellationError() }
            // Somebody took the connection, so no other address is tried.
            let error = OutboundError(error)
            throw error == .unreachable ? .damaged : error
        }
        guard isOpen else { throw OutboundError.damaged }
    }
}

extension WebSocketFrame {
    fileprivate static var goodbye: WebSocketFrame {
        var code = ByteBuffer()
        code.write(webSocketErrorCode: .normalClosure)
        return .ours(.connectionClose, code)
    }

    /// Whatever a client sends is masked (RFC 6455, section 5.3).
    static func ours(_ opcode: WebSocketOpcode, _ data: ByteBuffer) -> WebSocketFrame {
        WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
    }
}
