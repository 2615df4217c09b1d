import HTTPTypes
package import Hummingbird

/// Says in every answer by which number its request can be found in the log; a number that the request brings is not believed.
package struct RequestNumbers: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.requestID] = "req_\(context.id)"
        return response
    }
}

extension HTTPField.Name {
    package static let requestID = Self("x-request-id").unsafelyKnown
}
