import NIOCore
import NIOTLS

/// Tells how a TLS handshake ended: stands right behind the handler that does it.
final class HandshakeWatch: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    private let end: EventLoopPromise<Void>

    init(_ end: EventLoopPromise<Void>) {
        self.end = end
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent { end.succeed() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end.fail(error)
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end.fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end.fail(ChannelError.eof)
    }
}
