import FoundationEssentials
import NIOCore
import NIOWebSocket

/// What comes in by a web socket: texts are passed on, pings and the end are answered, all else is skipped.
final class SocketReader: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    /// Texts that may wait to be read.
    static let mostUnread = 1_024
    /// Frames that one message may be cut into.
    static let mostFragments = 1_024

    private let messages: OutboundMessages.Continuation
    /// Of all texts together that wait to be read, in bytes.
    private let limit: Int
    /// Of the texts that wait, the oldest first.
    private var unread: [Int] = []

    init(_ messages: OutboundMessages.Continuation, limit: Int) {
        self.messages = messages
        self.limit = limit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        switch frame.opcode {
        case .text: passOn(Data(frame.unmaskedData.readableBytesView), context)
        case .ping: answer(.ours(.pong, frame.unmaskedData), context)
        case .connectionClose:
            answer(.ours(.connectionClose, frame.unmaskedData), context)
            messages.finish()
            context.close(promise: nil)
        default: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        messages.finish()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        messages.finish(throwing: OutboundError(error))
        context.close(promise: nil)
    }

    private func passOn(_ text: Data, _ context: ChannelHandlerContext) {
        guard case .enqueued(let room) = messages.yield(text) else {
            return errorCaught(context: context, error: OutboundError.tooLarge)
        }
        unread.append(text.count)
        unread.removeFirst(max(0, unread.count - (Self.mostUnread - room)))
        if unread.reduce(0, +) > limit { errorCaught(context: context, error: OutboundError.tooLarge) }
    }

    private func answer(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        context.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
    }
}
