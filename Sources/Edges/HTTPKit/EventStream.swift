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

/// Where events come from.
///
/// A nil among them becomes a comment line, which keeps proxies from closing a quiet connection.
package protocol EventSource: AsyncSequence, Sendable where Element == ServerEvent?, Failure == any Error {
    /// Has it give no more: whoever waits for the next event hears that there is none.
    func end()
}

extension Response {
    /// Streams events until the source ends, the reader leaves or the server stops.
    package static func events(context: AppContext, from source: some EventSource) -> Response {
        let body = ResponseBody { writer in
            // Told by the connection itself: a task that waits for its end would cost every reader more than the stream does.
            let departure = await context.departure()
            let watch = departure?.watch { source.end() }
            defer { if let watch { departure?.forget(watch) } }
            do {
                try await withGracefulShutdownHandler {
                    for try await event in source {
                        try await writer.write(event?.bytes ?? ByteBuffer(string: ": keep\n\n"))
                    }
                } onGracefulShutdown: {
                    source.end()
                }
            } catch {
                // Errors in a body reach no middleware; a reader that left is none.
                context.logger.debug("An event stream ended early", metadata: ["error": "\(type(of: error))"])
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
            body: body
        )
    }
}
