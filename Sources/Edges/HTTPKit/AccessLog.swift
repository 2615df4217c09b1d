package import Hummingbird
import Kernel
import Logging

/// One line a request, written when the last byte has gone out.
///
/// It names the route's pattern, never the address that was asked for, and the network, never the device that asked.
package struct AccessLog: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response = try await next(request, context)
        let (status, body) = (response.status, response.body)
        let note: @Sendable () -> Void = {
            var metadata: Logger.Metadata = [
                "method": "\(request.method.rawValue.prefix(10))",
                "route": "\(context.endpointPath ?? "none")",
                "status": "\(status.code)",
                "took_ms": "\((ContinuousClock.now - start).wholeMilliseconds)",
            ]
            if let client = context.client {
                metadata["family"] = "\(client.family.rawValue)"
                metadata["network"] = "\(client.cut)"
            }
            context.logger.info("Request served", metadata: metadata)
        }
        guard request.method != .head else {
            note()  // a HEAD made from a GET never writes its body
            return response
        }
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            defer { note() }
            try await body.write(writer)
        }
        return response
    }
}
