import HummingbirdCore
import Logging
package import NIOCore
import NIOSSL
import NIOTLS

/// How long a connection may live, whatever protocol it speaks.
package struct ConnectionBounds: Sendable {
    /// After it, a connection takes no new requests and closes after those that run.
    package var age: TimeAmount = .hours(1)
    /// What running requests have left then; an event stream that is cut off is taken up again by its reader.
    package var grace: TimeAmount = .minutes(5)
    /// From the first byte to the end of the TLS handshake.
    package var handshake: TimeAmount = .seconds(10)

    package init() {}
}

/// Another channel's connections, with bounds on how long they live.
struct BoundedChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let bounds: ConnectionBounds

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            try boundHandshake(of: channel)
            boundAge(of: channel)
            return value
        }
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }

    /// Idle timeouts begin only when it is known what is spoken; a handshake that never ends would stay for ever.
    private func boundHandshake(of channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        guard let tls = try? pipeline.handler(type: NIOSSLServerHandler.self) else { return }
        try pipeline.addHandler(HandshakeDeadline(bounds.handshake), position: .after(tls))
    }

    private func boundAge(of channel: any Channel) {
        let end = channel.eventLoop.scheduleTask(in: bounds.age) {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
        let cut = channel.eventLoop.scheduleTask(in: bounds.age + bounds.grace) {
            channel.close(promise: nil)
        }
        channel.closeFuture.whenComplete { _ in
            end.cancel()
            cut.cancel()
        }
    }
}

/// Closes a connection whose TLS handshake takes too long.
private final class HandshakeDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let limit: TimeAmount
    private var deadline: Scheduled<Void>?

    init(_ limit: TimeAmount) {
        self.limit = limit
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent { deadline?.cancel() }
        context.fireUserInboundEventTriggered(event)
    }
}
