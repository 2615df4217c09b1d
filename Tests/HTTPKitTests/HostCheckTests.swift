import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import HTTPKit

/// Whom a request of HTTP/1 says that it is for.
struct HostCheckTests {
    private let channel = EmbeddedChannel()

    init() throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false, withErrorHandling: false)
        try pipeline.addHandler(HostChecking())
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/nobody")).wait()
    }

    @Test(
        arguments: [
            "localhost", "localhost:8080", "127.0.0.1:1", "[::1]", "[2001:DB8::1]:443", "studio_1:",
            "a.example",
        ]
    )
    func `one host that can be read is heard`(host: String) throws {
        try channel.writeInbound(request("Host: \(host)\r\n"))
        expect(parts: 2)
    }

    @Test(
        arguments: [
            "", "Host:\r\n", "Host: \r\n", "Host: a b\r\n", "Host: a/b\r\n", "Host: http://a\r\n",
            "Host: u@a\r\n", "Host: a:b\r\n", "Host: a:99999\r\n", "Host: a:1:2\r\n", "Host: :80\r\n",
            "Host: []\r\n", "Host: [::1\r\n", "Host: [::1]x\r\n", "Host: [localhost]\r\n", "Host: a,b c\r\n",
            "Host: a\r\nHost: a\r\n", "Host: a\r\nhost: b\r\n",
        ]
    )
    func `none, two, and what is none are refused, and so is all that follows`(fields: String) {
        #expect(throws: HTTPParserError.invalidHeaderToken) { try channel.writeInbound(request(fields)) }
        #expect(throws: Never.self) { try channel.writeInbound(request("Host: a\r\n")) }
        expect(parts: 0)
    }

    @Test func `a later request on the same connection is looked at too`() throws {
        try channel.writeInbound(request("Host: a\r\n"))
        #expect(throws: HTTPParserError.invalidHeaderToken) { try channel.writeInbound(request("")) }
        expect(parts: 2)
    }

    @Test func `HTTP 1.0 may leave it out, and not say it twice`() throws {
        let ask = "GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
        try channel.writeInbound(ByteBuffer(string: ask))
        #expect(throws: HTTPParserError.invalidHeaderToken) {
            try channel.writeInbound(ByteBuffer(string: "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"))
        }
        expect(parts: 2)
    }

    private func request(_ fields: String) -> ByteBuffer {
        ByteBuffer(string: "GET / HTTP/1.1\r\n\(fields)\r\n")
    }

    /// How many parts of requests came through.
    ///
    /// Of what fails all is described, and to describe an embedded channel is a crash.
    private func expect(parts expected: Int, _ place: SourceLocation = #_sourceLocation) {
        var count = 0
        while (try? channel.readInbound(as: HTTPServerRequestPart.self)) != nil { count += 1 }
        #expect(count == expected, sourceLocation: place)
    }
}
