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
