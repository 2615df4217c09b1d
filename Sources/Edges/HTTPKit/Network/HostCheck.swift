import NIOCore
import NIOHTTP1

/// Refuses what does not say, once and readably, whom it is for (RFC 9112, section 3.2), before anything is led anywhere by it.
///
/// It is refused as bytes are that are no HTTP. HTTP/2 names its authority otherwise, and HTTP/1.0, which balancers look at our
/// health with, need not name any.
final class HostCheck: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var hasRefused = false

    init() {}

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasRefused else { return }
        if case .head(let head) = unwrapInboundIn(data), !Self.isAddressed(head) {
            hasRefused = true
            context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
        } else {
            context.fireChannelRead(data)
        }
    }

    private static func isAddressed(_ head: HTTPRequestHead) -> Bool {
        let hosts = head.headers["Host"]
        if hosts.isEmpty, head.version == .http1_0 { return true }
        return hosts.count == 1 && hosts.allSatisfy(isHost)
    }

    /// Whether it is a name or an address, with or without a port (RFC 3986, section 3.2).
    private static func isHost(_ text: String) -> Bool {
        let host: Substring
        let rest: Substring
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return false }
            (host, rest) = (text[text.index(after: text.startIndex)..<end], text[text.index(after: end)...])
            guard host.utf8.allSatisfy(isOfAddress) else { return false }
        } else {
            host = text.prefix { $0 != ":" }
            rest = text[host.endIndex...]
            guard host.utf8.allSatisfy(isOfName) else { return false }
        }
        let port = rest.dropFirst()
        let isPort = rest.isEmpty || rest.first == ":" && (port.isEmpty || UInt16(port) != nil)
        return !host.isEmpty && isPort
    }

    private static func isOfAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: ":"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: "-._~!$&'()*+,;=%".utf8.contains(byte)
        }
    }
}

/// Puts a `HostCheck` where HTTP/1 has just been read; streams of HTTP/2 have no such place.
///
/// Further on, nobody can tell any more what version a request has.
final class HostChecking: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny

    init() {}

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        if let reader = try? pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self) {
            do {
                try pipeline.addHandler(HostCheck(), position: .after(reader))
            } catch {
                context.fireErrorCaught(error)
            }
        }
    }
}
