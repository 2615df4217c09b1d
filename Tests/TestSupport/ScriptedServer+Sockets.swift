import Crypto
import Foundation

extension ScriptedServer {
    /// A frame of a web socket as a server sends it (RFC 6455, section 5.2), to be written by a script.
    package struct Frame: Sendable {
        package enum Kind: UInt8, Sendable {
            case continuation = 0
            case text
            case binary
            case end = 8
            case ping
            case pong
        }

        let kind: Kind
        let text: String
        let isLast: Bool

        package init(_ kind: Kind, _ text: String = "", isLast: Bool = true) {
            self.kind = kind
            self.text = text
            self.isLast = isLast
        }

        /// Each scalar is one byte.
        var bytes: String {
            let size = text.unicodeScalars.count
            let length: [UInt8] =
                switch size {
                case ..<126: [UInt8(size)]
                case ..<65_536: [126] + (0..<2).map { UInt8(truncatingIfNeeded: size >> (8 - 8 * $0)) }
                default: [127] + (0..<8).map { UInt8(truncatingIfNeeded: size >> (56 - 8 * $0)) }
                }
            let head = [kind.rawValue | (isLast ? 0x80 : 0)] + length
            return String(String.UnicodeScalarView(head.map { Unicode.Scalar($0) })) + text
        }
    }

    /// Agrees to the web socket that a request asks for, and sends these frames; the socket stays open as
    /// long as the script runs.
    package static func openSocket(
        _ request: String,
        _ write: Writer,
        _ frames: [Frame]
    ) async throws {
        let lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
        let accept = "Sec-WebSocket-Accept: \(accept(request))"
        let head = (lines + [accept]).joined(separator: "\r\n") + "\r\n\r\n"
        try await write(head + frames.map(\.bytes).joined())
    }

    /// What proves that the request was understood (RFC 6455, section 4.2.2).
    private static func accept(_ request: String) -> String {
        let key = request.firstMatch(of: /(?i)sec-websocket-key: ([^\r]+)/).map { String($0.1) } ?? ""
        let proof = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
        return Data(proof).base64EncodedString()
    }
}
