import Foundation
import TestSupport

extension ChaosHost {
    private static let page = "<!DOCTYPE html><html><body>Please try again later.</body></html>"
    private static let html = ["Content-Type: text/html"]
    /// Between two pieces of a slow answer, of which there are few.
    private static let slowness: Duration = .milliseconds(4)
    private static let slowPieces = 6

    private var body: String { Self.body([picture]) }

    func perform(_ answer: ChaosAnswer, _ write: ScriptedServer.Writer) async throws {
        switch answer {
        case .picture, .several, .otherSize, .noBase64, .noPicture, .noImage:
            try await say(Self.body(pictures(of: answer)), write)
        case .slow: try await saySlowly(write)
        case .stream: try await stream(isWhole: true, write)
        case .cutStream: try await stream(isWhole: false, write)
        case .cutAnswer: try await write(Self.head(body.utf8.count + 100) + body)
        case .cutJSON: try await say(String(body.prefix(body.count / 2)), write)
        case .goodPage: try await say(Self.page, headers: Self.html, write)
        case .errorInside: try await say(Self.error("server_error"), write)
        case .hungUp: return
        case .silence: try await ScriptedServer.forever()
        default: try await refuse(as: answer, write)
        }
    }

    private func pictures(of answer: ChaosAnswer) -> [String] {
        switch answer {
        case .several: [picture, other]
        case .otherSize: [other]
        case .noBase64: ["%%%"]
        case .noPicture: [Data("this is no picture".utf8).base64EncodedString()]
        case .noImage: []
        default: [picture]
        }
    }

    private func refuse(as answer: ChaosAnswer, _ write: ScriptedServer.Writer) async throws {
        let tooMany = ("429 Too Many Requests", Self.error("rate_limit_exceeded"))
        switch answer {
        case .tooMany: try await say(tooMany.1, status: tooMany.0, write)
        case .tooManyForNow:
            try await say(tooMany.1, status: tooMany.0, headers: ["Retry-After: 3"], write)
        case .tooManyForLong:
            try await say(tooMany.1, status: tooMany.0, headers: ["Retry-After: 90"], write)
        case .unavailable: try await say("", status: "503 Service Unavailable", write)
        case .proxyPage: try await say(Self.page, status: "502 Bad Gateway", headers: Self.html, write)
        case .refusal: try await say(Self.error("moderation_blocked"), status: "400 Bad Request", write)
        case .gone: try await say(Self.error("model_not_found"), status: "404 Not Found", write)
        default: try await say(Self.error("server_error"), status: "500 Internal Server Error", write)
        }
    }

    private func say(
        _ body: String,
        status: String = "200 OK",
        headers: [String] = ["Content-Type: application/json"],
        _ write: ScriptedServer.Writer
    ) async throws {
        try await ScriptedServer.answer(body, status: status, headers: headers)("", write)
    }

    private func saySlowly(_ write: ScriptedServer.Writer) async throws {
        try await write(Self.head(body.utf8.count))
        var rest = body[...]
        let size = body.count / Self.slowPieces + 1
        while !rest.isEmpty {
            try await write(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
            try await Task.sleep(for: Self.slowness)
        }
    }

    /// A draft and the picture, or a draft and a part of it.
    private func stream(isWhole: Bool, _ write: ScriptedServer.Writer) async throws {
        let (draft, last) = ("image_generation.partial_image", "image_generation.completed")
        let events =
            "event: \(draft)\ndata: {\"type\":\"\(draft)\",\"b64_json\":\"AAAA\"}\n\n"
            + "event: \(last)\ndata: {\"type\":\"\(last)\",\"b64_json\":\"\(picture)\"}\n\n"
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        let chunk = "\(String(events.utf8.count, radix: 16))\r\n\(events)\r\n"
        try await write(head + (isWhole ? chunk + "0\r\n\r\n" : String(chunk.dropLast(60))))
    }

    private static func head(_ length: Int) -> String {
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(length)\r\n\r\n"
    }

    private static func body(_ pictures: [String]) -> String {
        let items = pictures.map { "{\"b64_json\":\"\($0)\"}" }.joined(separator: ",")
        return
            "{\"created\":1795430400,\"data\":[\(items)],\"usage\":{\"input_tokens\":11,\"output_tokens\":120}}"
    }

    private static func error(_ code: String) -> String {
        "{\"error\":{\"message\":\"No.\",\"type\":null,\"param\":null,\"code\":\"\(code)\"}}"
    }
}
