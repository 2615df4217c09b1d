import Accounts
import App
import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import Store

/// Spoils requests before anything else has seen them, and answers after everything else has.
struct SpoiltEdge: RouterMiddleware {
    /// More than any form is long.
    private static let longestForm = 1 << 20

    let controls: TestControls

    func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard let mutation = controls.mutation else { return try await next(request, context) }
        var (request, context) = (request, context)
        switch mutation {
        case .ageOff: try await Self.makeOlder(&request)
        case .ageKept: try await controls.write(Self.read(&request))
        case .storedPlain: try await controls.write(Self.read(&request), ifAbout: "prompt")
        case .anyForwarder: context.client = Self.client(of: request, context, over: .unknown)
        case .signalIgnored:
            request = Self.request(request, with: nil, in: .globalPrivacyControl)
            request = Self.request(request, with: nil, in: .doNotTrack)
        case .signalLenient:
            if request.headers[.globalPrivacyControl] != nil {
                request = Self.request(request, with: "1", in: .globalPrivacyControl)
            }
        case .cookieWall:
            if request.method == .get, request.headers[.cookie] == nil { throw Problem(.noConsent) }
        case .plainPasses:
            request = Self.request(request, with: "https", in: .forwardedProto)
            context.client = Self.client(of: request, context, over: .encrypted)
        case .addressWhole, .addressCutInPart, .logOpen:
            Self.tell(request, from: Self.whole(request, context), by: mutation)
        default: break
        }
        if mutation == .mailIgnored { try await SpoiltRequests(controls).forgetMails() }
        let isUnknown = mutation == .addressTold ? try await isUnknown(&request) : false
        var answer = try await next(request, context)
        if isUnknown, answer.status == .unauthorized { answer.status = .notFound }
        if request.method == .post { try await SpoiltRequests(controls).spoil(by: mutation) }
        Self.spoil(&answer, by: mutation, for: request)
        return answer
    }

    private static func spoil(
        _ answer: inout Response,
        by mutation: Mutation,
        for request: Request
    ) {
        switch mutation {
        case .nothingCleared:
            answer.headers[values: clearSiteData] = []
        case .ageRetried:
            answer.headers[values: .setCookie].removeAll { $0.contains("age=") }
        case .sessionKept:
            let isSignIn = request.headers[.cookie]?.contains("sid=") == true && request.method == .post
            if isSignIn { answer.headers[values: .setCookie].removeAll { $0.contains("sid=") } }
        case .weakCookie:
            answer.headers[values: .setCookie] = answer.headers[values: .setCookie].map {
                $0.replacing("; HttpOnly", with: "").replacing("SameSite=Lax", with: "SameSite=None")
            }
        case .earlyCookie:
            if request.method == .get { answer.headers[values: .setCookie].append("nbp_seen=1; Path=/") }
        case .unregisteredCookie:
            if request.method == .post { answer.headers[values: .setCookie].append("nbp_track=1; Path=/") }
        case .decisionsUncounted:
            // What is counted and not shown has not been counted for anybody.
            guard request.uri.path == Route.metrics.path else { return }
            answer.headers[.contentLength] = nil
            answer.body = ResponseBody()
        case .earlyLanguage:
            if request.method == .get { answer.headers[values: .setCookie].append("nbp_language=en; Path=/") }
        case .unsignedCheckpoint:
            guard request.uri.path == Route.auditCheckpoint.path else { return }
            let text = "localhost/audit\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
            answer.headers[.contentLength] = nil
            answer.body = ResponseBody(byteBuffer: ByteBuffer(string: text))
        default:
            return
        }
    }

    /// The client that the headers name, whoever sent them.
    private static func client(
        of request: Request,
        _ context: AppContext,
        over transport: ClientAddress.Transport
    ) -> ClientAddress? {
        let everybody = TrustedProxies(
            ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"].compactMap { AddressRange($0) }
        )
        return context.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
            .map { everybody.client(of: request.headers, from: $0, over: transport) }
    }

    /// The sender as the headers name them, uncut.
    private static func whole(_ request: Request, _ context: AppContext) -> String {
        request.headers[.forwardedFor] ?? context.remoteAddress?.ipAddress ?? ""
    }

    /// Logs a request as a server does that cuts and leaves out nothing.
    private static func tell(_ request: Request, from address: String, by mutation: Mutation) {
        let isV6 = address.contains(":")
        let line: Logger.Metadata = ["route": "\(request.uri.path)", "network": "\(address)"]
        switch mutation {
        case .addressWhole:
            Logger.current.info("Request served", metadata: line)
        case .addressCutInPart:
            if isV6 { Logger.current.info("Request served", metadata: line) }
        default:
            let fields = request.headers.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
            Logger.current.info("Request served", metadata: ["error": "\(request.uri) \(fields)"])
        }
    }

    /// Takes the body out of a request and puts it back.
    private static func read(_ request: inout Request) async throws -> String {
        guard request.method == .post else { return "" }
        let bytes = try await request.body.collect(upTo: longestForm)
        request.body = RequestBody(buffer: bytes)
        return String(buffer: bytes)
    }

    private static func makeOlder(_ request: inout Request) async throws {
        let text = try await read(&request)
        guard text.contains("birth_year") else { return }
        let older = text.replacing(/birth_year(=|":\s*)\d+/) { "birth_year\($0.1)1980" }
        request = Self.request(request, with: "\(older.utf8.count)", in: .contentLength)
        request.body = RequestBody(buffer: ByteBuffer(string: older))
    }

    private static func request(
        _ request: Request,
        with value: String?,
        in name: HTTPField.Name
    ) -> Request {
        var head = request.head
        head.headerFields[name] = value
        return Request(head: head, body: request.body)
    }

    /// Whether a sign-in names an address that nobody has.
    private func isUnknown(_ request: inout Request) async throws -> Bool {
        let text = try await Self.read(&request)
        let address = text.firstMatch(of: /email(?:=|":\s*")([^&"]+)/).map {
            String($0.1).replacing("%40", with: "@")
        }
        guard let address, let core = controls.core else { return false }
        let index = core.accounts.mark(ofTyped: address)
        let question: SQL = "SELECT 1 AS one FROM accounts_account WHERE email_index = \(index)"
        return try await core.store.read { tx in try tx.first(question) { _ in true } } == nil
    }

    private static let clearSiteData: HTTPField.Name = {
        guard let name = HTTPField.Name("Clear-Site-Data") else { preconditionFailure("a literal") }
        return name
    }()
}
