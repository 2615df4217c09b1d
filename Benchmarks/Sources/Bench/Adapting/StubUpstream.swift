import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// A host of the Images API that answers every request at once with the same picture, and keeps connections open.
final class StubUpstream: Sendable {
    private static let backlog: Int32 = 1_024

    let http: LocalHTTP
    private let channel: any Channel

    init(handing picture: Data) async throws {
        let answer = ByteBuffer(
            string: "{\"created\":1795430400,\"data\":[{\"b64_json\":\"\(picture.base64EncodedString())\"}]}"
        )
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.configureHTTPServerPipeline()
                    try child.pipeline.syncOperations.addHandler(Answerer(answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        http = LocalHTTP(port: UInt16(channel.localAddress?.port ?? 0))
    }

    deinit {
        channel.close(promise: nil)
    }

    /// As a client's base URL has it.
    var base: String { "http://127.0.0.1:\(http.port)/v1" }
}

/// Answers one connection's requests; what they say is nothing to it.
private final class Answerer: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let answer: ByteBuffer
    private var closes = false

    init(_ answer: ByteBuffer) {
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): closes = !head.isKeepAlive
        case .body: break
        case .end: respond(context)
        }
    }

    private func respond(_ context: ChannelHandlerContext) {
        let fields: HTTPHeaders = [
            "Content-Type": "application/json", "Content-Length": "\(answer.readableBytes)",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(answer))), promise: nil)
        let written = closes ? context.eventLoop.makePromise(of: Void.self) : nil
        let channel = context.channel
        written?.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    }
}
