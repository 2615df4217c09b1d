import API
import Accounts
import Blobs
import Foundation
import HTTPKit
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import Studio
import Synchronization
import TestSupport
import Testing
import Wire

/// The Model Context Protocol over an installation in memory, by lines and over HTTP.
struct MCPUnderTest {
    let installation: TestInstallation
    let service: MCPService
    private let router: Router<AppContext>

    init(_ plan: TestInstallation.Plan = TestInstallation.Plan()) async throws {
        installation = try await TestInstallation(plan)
        let clock = installation.time.clock
        let presenter = Presenter(
            catalogues: try .forTests
        )
        service = MCPService(
            studio: installation.studio,
            gate: installation.gate,
            spool: Spool(inMemory: .system),
            ids: IDs(clock: clock, randomness: .system),
            presenter: presenter,
            shelf: try Self.shelf(),
            places: PicturePlaces(base: "http://localhost:8080"),
            version: "0"
        )
        let desk = FrontDesk(
            accounts: installation.accounts,
            moderation: installation.moderation,
            origins: .local,
            allowance: NetworkAllowance(perVisitor: nil, clock: clock),
            uploads: NetworkAllowance(perVisitor: nil, of: .uploads, clock: clock)
        )
        router = Router(context: AppContext.self, options: [])
        router.addMiddleware {
            ProblemRenderer { _ in MCPDialect(presenter: presenter) }
        }
        MCPRoutes(
            service: service,
            exchange: JobExchange(studio: installation.studio, gate: installation.gate),
            studio: installation.studio,
            desk: desk,
            origins: .local,
            randomness: .system
        ).mount(on: router.group().add(middleware: desk))
        router.refuseOtherMethods()
    }

    static func shelf() throws -> ToolShelf {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let file = root.standardizedFileURL.appending(path: "share/mcp/tools.json")
        return try ToolShelf(json: Data(contentsOf: file))
    }

    /// Runs `body` with a client that writes lines, beside a worker.
    func talk(
        scopes: Set<KeyScope> = Set(KeyScope.allCases),
        _ body: (Lines) async throws -> Void
    ) async throws {
        let (visitor, _) = try await installation.accounts.welcome()
        let (studio, subject) = (installation.studio, visitor.subject)
        let caller = MCPCaller(subject: subject, scopes: scopes, language: .english) { order in
            try await studio.submit(order, for: subject)
        }
        let said = Said()
        let conversation = MCPConversation(service, caller: caller) { said.keep($0) }
        try await installation.working {
            try await body(Lines(conversation: conversation, said: said))
        }
        await conversation.end()
    }

    /// Runs `body` with a program that shows a key, beside a worker.
    func ask(
        _ kind: KeySecret.Kind = .secret,
        scopes: Set<KeyScope>? = nil,
        _ body: @escaping @Sendable (Caller) async throws -> Void
    ) async throws {
        let subject = try await installation.member()
        let secret = try await secret(of: subject, kind, scopes: scopes)
        try await connect { client in
            try await body(Caller(client: client, secret: secret))
        }
    }

    /// Runs `body` with two programs of one person, beside a worker.
    func ask(
        scopes: Set<KeyScope>,
        beside others: Set<KeyScope>,
        _ body: @escaping @Sendable (Caller, Caller) async throws -> Void
    ) async throws {
        let subject = try await installation.member()
        let secret = try await secret(of: subject, .secret, scopes: scopes)
        let other = try await self.secret(of: subject, .secret, scopes: others)
        try await connect { client in
            try await body(
                Caller(client: client, secret: secret),
                Caller(client: client, secret: other)
            )
        }
    }

    private func secret(
        of subject: SubjectID,
        _ kind: KeySecret.Kind,
        scopes: Set<KeyScope>?
    ) async throws -> String {
        let sites = kind == .publishable ? [try WebOrigin("https://shop.example")] : []
        let wish = try NewAPIKey(kind, named: DisplayName("Agent"), scopes: scopes, origins: sites)
        return try await installation.accounts.make(wish, for: subject, from: nil).secret.secret.reveal()
    }

    private func connect(
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let app = Application(router: router)
        try await installation.working {
            try await app.test(.router) { client in try await body(client) }
        }
    }
}

/// Everything that was said to a client, line by line.
final class Said: Sendable {
    private let lines = Mutex([JSONObject]())

    func keep(_ line: Data) {
        let object = (try? JSONSerialization.jsonObject(with: line)) as? JSONObject
        lines.withLock { $0.append(object ?? [:]) }
    }

    var all: [JSONObject] { lines.withLock { $0 } }
}

typealias JSONObject = [String: any Sendable]

/// A client that writes lines.
struct Lines: Sendable {
    let conversation: MCPConversation
    let said: Said

    func send(_ line: String) async { await conversation.take(Data(line.utf8)) }

    /// What is answered to the request of this number, once it is.
    func answer(to id: Int) async throws -> JSONObject {
        try await first { $0["id"] as? Int == id }
    }

    func first(where fits: (JSONObject) -> Bool) async throws -> JSONObject {
        for _ in 0..<12_000 {
            if let found = said.all.first(where: fits) { return found }
            await Task.yield()
            try await Task.sleep(for: .milliseconds(5))
        }
        throw Browser.NeverEnded()
    }

    /// Calls a tool, and answers its result.
    func call(_ tool: String, _ arguments: String, id: Int) async throws -> JSONObject {
        await send(
            #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)}}"#
        )
        return try #require(try await answer(to: id)["result"] as? JSONObject)
    }
}

/// A client over HTTP.
struct Caller: Sendable {
    let client: any TestClientProtocol
    let secret: String

    func post(
        _ body: String,
        headers more: HTTPFields = [:],
        method: HTTPRequest.Method = .post
    ) async throws -> TestResponse {
        var headers = more
        headers[.authorization] = "Bearer \(secret)"
        return try await bare(body, headers: headers, method: method)
    }

    /// Calls a tool, and answers its result.
    func call(_ tool: String, _ arguments: String) async throws -> JSONObject {
        let answer = try await post(
            #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)}}"#
        )
        return try #require(answer.streamedResult ?? answer.object["result"] as? JSONObject)
    }

    /// Reads the file of a picture.
    func read(_ image: String) async throws -> TestResponse {
        try await post(
            #"{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"nbp://images/\#(image)"}}"#
        )
    }

    /// Without a key.
    func bare(
        _ body: String,
        headers more: HTTPFields = [:],
        method: HTTPRequest.Method = .post
    ) async throws -> TestResponse {
        var headers = more
        if headers[.contentType] == nil { headers[.contentType] = "application/json" }
        if headers[.accept] == nil { headers[.accept] = "application/json, text/event-stream" }
        return try await client.executeRequest(
            uri: "/mcp",
            method: method,
            headers: headers,
            body: ByteBuffer(string: body)
        )
    }
}

extension TestResponse {
    /// The code of a JSON-RPC error.
    var faultCode: Int? { (object["error"] as? JSONObject)?["code"] as? Int }

    /// The result of the last event that has one.
    var streamedResult: JSONObject? {
        String(buffer: body).split(separator: "\n").filter { $0.hasPrefix("data: ") }
            .compactMap { line in
                try? JSONSerialization.jsonObject(with: Data(line.dropFirst(6).utf8)) as? JSONObject
            }
            .compactMap { $0["result"] as? JSONObject }.last
    }
}

extension JSONObject {
    /// The first text of a tool's result.
    var sentence: String {
        let content = self["content"] as? [JSONObject] ?? []
        return content.first { $0["type"] as? String == "text" }?["text"] as? String ?? ""
    }

    var values: JSONObject { self["structuredContent"] as? JSONObject ?? [:] }

    var isRefusal: Bool { self["isError"] as? Bool == true }

    /// The code of a refusal of the product.
    var refusal: String? {
        let meta = self["_meta"] as? JSONObject
        return (meta?["problem"] as? JSONObject)?["code"] as? String
    }

    var imageIDs: [String] { (values["images"] as? [JSONObject] ?? []).compactMap { $0["id"] as? String } }
}
