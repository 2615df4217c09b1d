import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import Studio
import Synchronization
import Testing

/// Somebody with a browser and without scripts: sends what browsers send, keeps cookies.
final class Browser: Sendable {
    private let client: any TestClientProtocol
    private let studio: Studio
    private let cookies = Mutex<[String: String]>([:])

    init(client: any TestClientProtocol, studio: Studio) {
        self.client = client
        self.studio = studio
    }

    /// Another browser on the same server.
    var stranger: Browser { Browser(client: client, studio: studio) }

    /// A browser with the same cookies now.
    var copy: Browser {
        let copy = stranger
        let known = cookies.withLock { $0 }
        copy.cookies.withLock { $0 = known }
        return copy
    }

    /// The names of the cookies it has.
    var cookieNames: Set<String> { Set(cookies.withLock { $0.keys }) }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, headers)
    }

    /// Sends a form as it stands on a page of ours.
    func post(
        _ path: String,
        _ fields: [String: String],
        from site: String? = "same-origin",
        origin: String? = nil
    ) async throws -> Answer {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        headers[.secFetchSite] = site
        headers[.origin] = origin
        let body = fields.map { "\(escaped($0))=\(escaped($1))" }.joined(separator: "&")
        return try await send(.post, path, headers, ByteBuffer(string: body))
    }

    /// Sends a form with a file as it stands on a page of ours.
    func bring(_ path: String, _ fields: [(name: String, bytes: Data)]) async throws -> Answer {
        var body = Data()
        for (name, bytes) in fields {
            body +=
                Data("--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n".utf8) + bytes
                + Data("\r\n".utf8)
        }
        body += Data("--edge--\r\n".utf8)
        let headers: HTTPFields = [
            .contentType: "multipart/form-data; boundary=edge", .secFetchSite: "same-origin",
        ]
        return try await send(.post, path, headers, ByteBuffer(bytes: body))
    }

    /// Orders pictures of 64 by 64 pixels as a script does, and answers the path of the job's page once they are there.
    func draw(_ prompt: String, images: Int = 1) async throws -> String {
        let headers: HTTPFields = [.contentType: "application/json", .secFetchSite: "same-origin"]
        let order = #"{"prompt": "\#(prompt)", "model": "free", "size": "64x64", "n": \#(images)}"#
        let answer = try await send(.post, "/api/jobs", headers, ByteBuffer(string: order))
        try #require(answer.status == .accepted, "\(answer.html)")
        let path = answer.location.replacing("/api", with: "")
        try await untilEnded(path)
        return path
    }

    private func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields,
        _ body: ByteBuffer? = nil
    ) async throws -> Answer {
        var headers = headers
        let sent = cookies.withLock { $0 }.map { "\($0)=\($1)" }.joined(separator: "; ")
        if !sent.isEmpty { headers[.cookie] = sent }
        let response = try await client.executeRequest(
            uri: path,
            method: method,
            headers: headers,
            body: body
        )
        for cookie in response.headers[values: .setCookie] { keep(cookie) }
        return Answer(
            status: response.status,
            headers: response.headers,
            html: String(buffer: response.body)
        )
    }

    /// Gives the browser a session that began elsewhere.
    func keep(session token: String) {
        keep("nbp_sid=\(token)")
    }

    private func keep(_ line: String) {
        let parts = line.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
        let value = parts.count > 1 && !line.contains("Max-Age=0") ? String(parts[1]) : nil
        cookies.withLock { $0[String(parts[0])] = value }
    }

    private func escaped(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// What the server said.
struct Answer: Sendable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let html: String

    var location: String { headers[.location] ?? "" }

    /// The value of a form's field.
    func value(of field: String) -> String? {
        html.matches(of: /name="([a-z_]+)"[^>]*? value="([^"]*)"/).first { $0.1 == field }.map {
            String($0.2)
        }
    }

    /// What stands in the large field.
    var prompt: String? { html.firstMatch(of: /<textarea[^>]*>\n([^<]*)<\/textarea>/).map { String($0.1) } }

    /// Text as it was before it was written into a page.
    static func unescaped(_ html: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(html) {
            text,
            pair in
            text.replacing(pair.0, with: pair.1)
        }
    }

    /// The chosen values of a group of buttons.
    func chosen(_ group: String) -> [String] {
        html.matches(of: /name="([a-z_]+)" value="([^"]*)"[^>]* checked/).filter { $0.1 == group }.map {
            String($0.2)
        }
    }

    /// The addresses of links, pictures and forms that a reader without scripts sees, without what a browser keeps to itself.
    var addresses: Set<String> {
        let seen = html.replacing(/<template .*?<\/template>/.dotMatchesNewlines(), with: "")
        let found = seen.matches(of: /(href|src)="(\/[^"#]*)(#[^"]*)?"/).map { String($0.2) }
        return Set(found.map { $0.replacing("&amp;", with: "&") })
    }
}

extension Browser {
    /// Orders pictures with the studio's form, and answers the path of the job's page once the job has ended.
    func make(_ prompt: String, _ more: [String: String] = [:], in prefix: String = "") async throws -> String
    {
        let path = try await order(prompt, more, in: prefix)
        try await untilEnded(path)
        return path
    }

    /// Orders pictures with the studio's form, and answers the path of the job's page.
    func order(
        _ prompt: String,
        _ more: [String: String] = [:],
        in prefix: String = ""
    ) async throws -> String {
        let form = try await get("\(prefix)/")
        let csrf = try #require(form.value(of: "csrf"))
        let fields = ["csrf": csrf, "prompt": prompt, "n": "1", "model": "free"].merging(more) { $1 }
        let answer = try await post("\(prefix)/jobs", fields)
        try #require(answer.status == .seeOther, "\(answer.html)")
        return answer.location
    }

    func untilEnded(_ path: String) async throws {
        let id = try #require(JobID(path.split(separator: "/").last ?? ""))
        for await _ in studio.changes(of: id) {
            let page = try await get(path)
            if !["queued", "running"].contains(where: { page.html.contains("data-status=\"\($0)\"") }) {
                return
            }
        }
    }

    /// The ids of the pictures that a page shows, in its order.
    func images(on path: String) async throws -> [String] {
        try await get(path).html.matches(of: /data-image="(img_[0-9A-Z]+)"/).map { String($0.1) }
    }
}
