import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

extension JSONEncoder {
    /// How the native API writes: plain slashes, members in a stable order.
    static var wire: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return encoder
    }
}

extension Response {
    static func json(
        _ body: some Encodable,
        status: HTTPResponse.Status = .ok,
        type: String = "application/json; charset=utf-8",
        headers more: HTTPFields = [:]
    ) throws -> Response {
        var headers = more
        headers[.contentType] = type
        let bytes = ByteBuffer(bytes: try JSONEncoder.wire.encode(body))
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }
}
