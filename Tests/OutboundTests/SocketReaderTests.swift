import Foundation
import NIOCore
import NIOEmbedded
import NIOWebSocket
import Testing

@testable import Outbound

/// What the protocol asks of us while we listen.
struct SocketReaderTests {
    private let channel: EmbeddedChannel
    private let messages: OutboundMessages

    init() throws {
        let (messages, sink) = OutboundMessages.makeStream(
            bufferingPolicy: .bufferingOldest(SocketReader.mostUnread)
        )
        self.messages = messages
        channel = EmbeddedChannel(handler: SocketReader(sink, limit: 1_000))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    private func send(_ opcode: WebSocketOpcode, _ text: String) throws {
        try channel.writeInbound(WebSocketFrame(fin: true, opcode: opcode, data: ByteBuffer(string: text)))
    }

    private func answer() throws -> WebSocketFrame? { try channel.readOutbound(as: WebSocketFrame.self) }

    @Test func `a ping is answered with its own words, masked`() throws {
        try send(.ping, "still there?")
        let pong = try #require(try answer())
        #expect(pong.opcode == .pong)
        #expect(pong.maskKey != nil)
        // The encoder masks; until then the words are as they were.
        #expect(String(buffer: pong.data) == "still there?")
    }

    @Test func `an end is answered, and then the connection is closed`() async throws {
        try send(.connectionClose, "\u{3}\u{E8}")
        #expect(try answer()?.opcode == .connectionClose)
        #expect(!channel.isActive)
        #expect(try await messages.first { _ in true } == nil)
    }

    @Test func `texts that nobody reads are too many at last`() async throws {
        for _ in 0..<10 { try send(.text, String(repeating: "x", count: 100)) }
        #expect(channel.isActive)
        try send(.text, "x")
        #expect(!channel.isActive)
        await #expect(throws: OutboundError.tooLarge) {
            for try await _ in messages {}
        }
    }

    @Test func `texts that are read make room for others`() async throws {
        var texts = messages.makeAsyncIterator()
        for number in 0..<100 {
            try send(.text, String(repeating: "x", count: 500))
            #expect(try await texts.next()?.count == 500, "text \(number)")
        }
        #expect(channel.isActive)
    }
}
