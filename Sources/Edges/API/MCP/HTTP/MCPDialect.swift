package import HTTPKit
import HTTPTypes
package import Hummingbird
package import Kernel
import NIOCore
import Wire

/// Words problems for clients of the Model Context Protocol that got no further than the door.
package struct MCPDialect: ProblemDialect {
    private let presenter: Presenter

    package init(presenter: Presenter) {
        self.presenter = presenter
    }

    package func render(
        _ problem: Problem,
        for request: Request,
        context: AppContext
    ) -> Response {
        let fault = presenter.fault(of: problem, in: context.language)
        var response = Response.rpc(
            RPCAnswer.fault(fault, to: nil),
            status: HTTPResponse.Status(code: problem.status)
        )
        if problem.status == 401 {
            // RFC 6750, section 3: without a key no error is named.
            let error = request.shownKey == nil ? "" : ", error=\"invalid_token\""
            response.headers[.wwwAuthenticate] = "Bearer realm=\"nano-banana-pro\"\(error)"
        }
        return response
    }
}

extension Response {
    static func rpc(
        _ message: JSONPart,
        status: HTTPResponse.Status = .ok,
        headers more: HTTPFields = [:]
    ) -> Response {
        guard let line = try? message.line() else { return Response(status: .internalServerError) }
        var headers = more
        headers[.contentType] = "application/json"
        headers[.cacheControl] = "no-store"
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: line))
        )
    }
}
