import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// An answer that may be kept but has to be asked for again each time.
    static func checked(
        _ body: Data,
        as type: String,
        for request: Request
    ) -> Response {
        let tag = EntityTag(of: body)
        var headers: HTTPFields = [.cacheControl: "no-cache", .eTag: tag.text]
        guard !tag.isKnown(to: request.headers) else {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = type
        let bytes = ByteBuffer(bytes: body)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }
}

extension Response {
    /// An answer in JSON that a program may keep in its own memory, and ask whether it still holds.
    ///
    /// What is somebody's own stays `no-store`: no browser and no proxy keeps it, and whoever polls still saves its bytes.
    static func told(
        _ body: some Encodable,
        for request: Request,
        isForEverybody: Bool = false
    ) throws -> Response {
        let bytes = try JSONEncoder.wire.encode(body)
        let tag = EntityTag(of: bytes)
        var headers: HTTPFields = [
            .cacheControl: isForEverybody ? "private, no-cache" : "no-store", .eTag: tag.text,
        ]
        if isForEverybody { headers[.vary] = "Accept-Language" }
        guard !tag.isKnown(to: request.headers) else {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = "application/json; charset=utf-8"
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
