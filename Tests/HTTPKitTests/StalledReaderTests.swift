import NIOCore
import NIOEmbedded
import Testing

@testable import HTTPKit

struct StalledReaderTests {
    /// Keeps what is written from going out until it is let go.
    private final class Dam: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer

        private var held: [EventLoopPromise<Void>?] = []

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            held.append(promise)
        }

        func letOneGo() { held.removeFirst()?.succeed() }
    }

    private let channel = EmbeddedChannel()
    private let dam = Dam()

    init() throws {
        try channel.pipeline.syncOperations.addHandlers([dam, StalledReader(patience: .seconds(10))])
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/nobody")).wait()
    }

    @Test func `whoever takes nothing for as long as that is let go`() {
        channel.write(ByteBuffer(string: "a"), promise: nil)
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        expect(isOpen: true)
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        expect(isOpen: false)
    }

    @Test func `nobody who goes on reading, however slowly, is`() {
        for _ in 0..<5 { channel.write(ByteBuffer(string: "a"), promise: nil) }
        for _ in 0..<4 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(9))
            dam.letOneGo()
            expect(isOpen: true)
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(11))
        expect(isOpen: false)
    }

    @Test func `a connection on which nothing waits to be sent may be as quiet as it likes`() {
        channel.write(ByteBuffer(string: "a"), promise: nil)
        dam.letOneGo()
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        expect(isOpen: true)
    }

    /// Of what fails all is described, and to describe an embedded channel is a crash.
    private func expect(isOpen expected: Bool, _ place: SourceLocation = #_sourceLocation) {
        let isOpen = channel.isActive
        #expect(isOpen == expected, sourceLocation: place)
    }
}
