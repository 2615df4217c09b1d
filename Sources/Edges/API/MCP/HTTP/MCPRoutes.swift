import Accounts
import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
package import Kernel
import NIOCore
package import Studio
import Wire

/// `/mcp`: the Model Context Protocol over HTTP, for programs with a secret key.
///
/// One address that takes messages by POST. There is nothing to be told that nobody asked for, so that there is no GET, and a
/// session is only a name, so that there is no DELETE.
package struct MCPRoutes: Sendable {
    /// Bytes of a message: pictures may lie in it.
    ///
    /// Larger ones are brought to `/api/images` and named by their ids.
    static let longestMessage = 16 << 20
    /// Messages up to this are read without waiting for room.
    private static let smallMessage = 1 << 20

    let service: MCPService
    let exchange: JobExchange
    let studio: Studio
    private let desk: FrontDesk
    private let origins: Origins
    private let randomness: Randomness
    let calls = RunningCalls()
    /// Each large message is in memory several times while it is read.
    private let gate = UploadGate(letting: 4, perNetwork: 2)

    package init(
        service: MCPService,
        exchange: JobExchange,
        studio: Studio,
        desk: FrontDesk,
        origins: Origins,
        randomness: Randomness
    ) {
        self.service = service
        self.exchange = exchange
        self.studio = studio
        self.desk = desk
        self.origins = origins
        self.randomness = randomness
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.post("mcp", use: take)
    }

    @Sendable private func take(_ request: Request, _ context: AppContext) async throws -> Response {
        let key = try key(request, context)
        let visit = Visit(request: request, context: context, key: key, caller: caller(key, request, context))
        do {
            let revision = try revision(of: visit)
            switch try await text(of: request, context) {
            case .one(let message):
                return try await answer(message, in: revision, visit)
            case .batch(let messages):
                guard revision.takesBatches else {
                    throw RPCRejection(
                        RPCFault(.invalidRequest, "This revision takes one message at a time.")
                    )
                }
                return try await answer(messages, in: revision, visit)
            }
        } catch let rejection as RPCRejection {
            return .rpc(RPCAnswer.fault(rejection.fault, to: rejection.id), status: .badRequest)
        }
    }

    private func revision(of visit: Visit) throws(RPCRejection) -> MCPRevision {
        do { return try visit.headers.revision } catch { throw RPCRejection(error) }
    }

    /// Whose program asks.
    ///
    /// Pages of other sites do not get here, whatever key they have (DNS rebinding).
    private func key(_ request: Request, _ context: AppContext) throws(Problem) -> APIKey {
        guard !origins.isForeign(request) else { throw Problem(.originRefused) }
        guard let key = context.person?.key else { throw Problem(.apiKeyInvalid) }
        guard key.kind == .secret else { throw Problem(.keyRefused) }
        let kind = request.headers[.contentType]?.split(separator: ";").first?.lowercased()
        guard kind?.filter({ $0 != " " }) == "application/json" else {
            throw Problem(.unsupportedMediaType, ["expected": "application/json"])
        }
        return key
    }

    /// - Throws: `RPCRejection`, or a `Problem` for a body that is too large, too slow, or one of too many large ones.
    private func text(of request: Request, _ context: AppContext) async throws -> RPCText {
        let length = request.headers[.contentLength].flatMap { Int($0) }
        if let length, length <= Self.smallMessage {
            return try RPCText(Data(await request.wholeBody(upTo: Self.smallMessage).readableBytesView))
        }
        return try await gate.pass(from: context.client?.network) {
            try RPCText(Data(await request.wholeBody(upTo: Self.longestMessage).readableBytesView))
        }
    }

    private func caller(
        _ key: APIKey,
        _ request: Request,
        _ context: AppContext
    ) -> MCPCaller {
        let (desk, studio) = (desk, studio)
        return MCPCaller(
            subject: key.subject,
            scopes: key.scopes,
            language: request.headers[.acceptLanguage] == nil ? key.language : context.language,
            key: key.id
        ) { order in
            var context = context
            return try await desk.take(order, to: studio, ageTicket: nil, request, &context).job
        }
    }

    /// A name for the requests of a client that has just made itself known.
    func newSession() -> String {
        randomness.bytes(MCPSession.length / 2)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// One request over HTTP, and who sends it.
struct Visit: Sendable {
    let request: Request
    let context: AppContext
    let key: APIKey
    let caller: MCPCaller

    var headers: MCPHeaders { MCPHeaders(request.headers) }
}
