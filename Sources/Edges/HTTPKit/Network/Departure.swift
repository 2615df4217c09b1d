package import NIOCore
import Synchronization

/// Notes when the other end of a connection, or of a stream of HTTP/2, has closed its side: nobody waits for an answer any more.
///
/// It reads nothing of what is sent, so that the connection takes further requests after.
package final class Departure: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    package typealias InboundIn = NIOAny

    private struct State {
        var isGone = false
        var watchers: [Int: @Sendable () -> Void] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    package init() {}

    package var isGone: Bool { state.withLock { $0.isGone } }

    /// Has something done as soon as nobody waits any more, at once where that is so already.
    /// - Returns: what `forget` takes.
    package func watch(_ act: @escaping @Sendable () -> Void) -> Int {
        let (number, isGone) = state.withLock { state in
            state.next += 1
            state.watchers[state.next] = act
            return (state.next, state.isGone)
        }
        if isGone { act() }
        return number
    }

    package func forget(_ number: Int) {
        state.withLock { $0.watchers[number] = nil }
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { leave() }
        context.fireUserInboundEventTriggered(event)
    }

    package func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    private func leave() {
        let watchers = state.withLock { state in
            state.isGone = true
            return Array(state.watchers.values)
        }
        for act in watchers { act() }
    }
}
