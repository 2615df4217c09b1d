package import HummingbirdCore
package import NIOCore

/// Closes a connection, or a stream of HTTP/2, whose reader takes nothing of what waits to be sent: nobody's answer stays in memory.
///
/// It counts whole writes, so large answers are written in pieces (`ResponseBodyWriter.write(inPieces:)`).
package final class StalledReader: ChannelOutboundHandler, RemovableChannelHandler {
    package typealias OutboundIn = NIOAny

    private let patience: TimeAmount
    private var waiting = 0
    private var progress = NIODeadline.distantPast
    private var check: Scheduled<Void>?

    package init(patience: TimeAmount = .seconds(120)) {
        self.patience = patience
    }

    package func write(
        context: ChannelHandlerContext,
        data: NIOAny,
        promise: EventLoopPromise<Void>?
    ) {
        let loop = context.eventLoop
        let written = promise ?? loop.makePromise()
        if waiting == 0 { progress = loop.now }
        waiting += 1
        written.futureResult.assumeIsolated().whenComplete { [self] _ in
            waiting -= 1
            progress = loop.now
        }
        if check == nil { schedule(context, in: patience) }
        context.write(data, promise: written)
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        check?.cancel()
        check = nil
    }

    private func schedule(_ context: ChannelHandlerContext, in time: TimeAmount) {
        check = context.eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
            check = nil
            guard waiting > 0 else { return }
            let left = progress + patience - context.eventLoop.now
            guard left > .zero else { return context.close(promise: nil) }
            schedule(context, in: left)
        }
    }
}

extension ResponseBodyWriter {
    private static var piece: Int { 256 * 1_024 }

    /// Writes a large part of a body piece by piece, each once there is room for it on the way to its reader.
    @concurrent package mutating func write(inPieces bytes: ByteBuffer) async throws {
        var rest = bytes
        while let piece = rest.readSlice(length: min(Self.piece, rest.readableBytes)), piece.readableBytes > 0
        {
            try await write(piece)
        }
    }
}
