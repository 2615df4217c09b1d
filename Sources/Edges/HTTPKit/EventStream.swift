import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// One server-sent event (WHATWG HTML, section 9.2).
package struct ServerEvent: Sendable {
    package let id: String
    package let name: String
    /// One line: JSON.
    package let data: String

    package init(
        id: String,
        name: String,
        data: String
    ) {
        self.id = id
        self.name = name
        self.data = data
    }

    fileprivate var bytes: ByteBuffer {
        ByteBuffer(string: "id: \(id)\nevent: \(name)\ndata: \(data)\n\n")
    }
}

extension Response {
    /// Streams events until the source ends, the reader leaves or the server stops.
    ///
    /// A nil from the source becomes a comment line, which keeps proxies from closing a quiet connection.
    package static func events(
        for request: Request,
        context: AppContext,
        from source: some AsyncSequence<ServerEvent?, any Error> & Sendable
    ) -> Response {
        let body = ResponseBody { writer in
            do {
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    for try await event in source.cancelOnGracefulShutdown() {
                        try await writer.write(event?.bytes ?? ByteBuffer(string: ": keep\n\n"))
                    }
                }
            } catch {
                // Errors in a body reach no middleware; a reader that left is none.
                context.logger.debug("An event stream ended early", metadata: ["error": "\(type(of: error))"])
            }
            try await writer.finish(nil)
        }
        var headers: HTTPFields = [
            .contentType: "text/event-stream; charset=utf-8",
            .cacheControl: "no-store",
        ]
        // Listening for the reader's leaving uses up the connection: nobody shall ask on it again. Of HTTP/2 it uses up a stream
        // only, and the field is forbidden there (RFC 9113, section 8.2.2).
        if !context.isMultiplexed { headers[.connection] = "close" }
        return Response(status: .ok, headers: headers, body: body)
    }
}
