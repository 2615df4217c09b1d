import Foundation

/// Somebody who orders pictures from a running server, one connection a request.
struct JobClient: Sendable {
    private struct Accepted: Decodable {
        let id: String
    }

    private struct Done: Decodable {
        struct Image: Decodable {
            let url: String
        }

        let images: [Image]
    }

    private let http: LocalHTTP
    private let cookie: String

    /// Becomes a visitor by a first order, which is made to its end.
    init(_ http: LocalHTTP, ordering body: [String: String]) throws {
        let answer = try Self.order(body, at: http, cookie: nil)
        guard let cookie = answer.fields("set-cookie").first?.prefix(while: { $0 != ";" }) else {
            throw Complaint("the server set no cookie")
        }
        self.http = http
        self.cookie = String(cookie)
        _ = try follow(answer)
    }

    /// Has a picture made, and reads the events of its job until the server ends them.
    /// - Returns: where its file is.
    @discardableResult
    func make(_ body: [String: String]) throws -> String {
        try follow(Self.order(body, at: http, cookie: cookie))
    }

    /// Has a picture made in OpenAI's shape: one request, whose answer carries it.
    func generate(_ body: [String: String]) throws {
        let fields = [
            "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", "Cookie": cookie,
        ]
        let answer = try http.post("/v1/images/generations", fields, JSONEncoder().encode(body))
        guard answer.status == 200, answer.text.contains("b64_json") else {
            throw Complaint("a picture did not come: \(answer.status) \(answer.text.prefix(300))")
        }
    }

    private static func order(
        _ body: [String: String],
        at http: LocalHTTP,
        cookie: String?
    ) throws -> LocalHTTP.Answer {
        var fields = ["Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"]
        fields["Cookie"] = cookie
        let answer = try http.post("/api/jobs", fields, JSONEncoder().encode(body))
        guard answer.status == 202 else { throw Complaint("an order was refused: \(answer.text)") }
        return answer
    }

    private func follow(_ accepted: LocalHTTP.Answer) throws -> String {
        let id = try JSONDecoder().decode(Accepted.self, from: accepted.body).id
        let events = try http.get("/api/jobs/\(id)/events", ["Cookie": cookie]).text
        let last = events.split(separator: "\n").last { $0.hasPrefix("data: ") }
        guard events.contains("event: done"), events.contains("\"succeeded\""), let last,
            let image = try JSONDecoder().decode(Done.self, from: Data(last.dropFirst(6).utf8)).images.first
        else { throw Complaint("a picture was not made: \(events.suffix(300))") }
        return image.url
    }
}
