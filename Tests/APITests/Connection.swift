import HTTPKit
import Hummingbird
import NIOCore
import NIOEmbedded
import TestSupport

/// A connection to a router in memory, which a test can hang up while its request is answered.
struct Connection: RouterMiddleware {
    private let channel: NIOAsyncTestingChannel

    init() async {
        channel = await NIOAsyncTestingChannel(handler: Departure())
    }

    /// What a request that comes by it carries.
    var context: AppContext {
        AppContext(source: ApplicationRequestContextSource(channel: channel, logger: .silent))
    }

    /// Leaves; once this returns, the server knows.
    func hangUp() async throws {
        try await channel.testingEventLoop.executeInContext { [channel] in
            channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
    }

    func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var carried = self.context
        carried.coreContext = context.coreContext
        return try await next(request, carried)
    }
}
