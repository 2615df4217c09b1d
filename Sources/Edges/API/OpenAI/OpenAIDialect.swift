import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
package import Kernel
import NIOCore

/// Words problems for clients of OpenAI's.
package struct OpenAIDialect: ProblemDialect {
    private let presenter: Presenter

    package init(presenter: Presenter) {
        self.presenter = presenter
    }

    package func render(
        _ problem: Problem,
        for request: Request,
        context: AppContext
    ) -> Response {
        let isForm = request.headers[.contentType]?.lowercased().hasPrefix("multipart/") ?? false
        let error = OpenAIError(problem, isForm: isForm)
        let body = self.body(error, message: message(of: problem, in: context.language))
        var headers: HTTPFields = [.contentType: "application/json"]
        if error.isWorthRetrying == false { headers[.shouldRetry] = "false" }
        return Response(
            status: HTTPResponse.Status(code: error.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }

    /// What became of a job without pictures; asking again would bring the same.
    func outcome(of problem: Problem, in language: Language) -> JobExchange.Outcome {
        let error = OpenAIError(problem)
        return JobExchange.Outcome(
            HTTPResponse.Status(code: error.status),
            headers: [.shouldRetry: "false"],
            body: body(error, message: message(of: problem, in: language))
        )
    }

    func body(_ error: OpenAIError, message: String, isEvent: Bool = false) -> Data {
        let details = Body.Details(
            message: message,
            type: error.kind.rawValue,
            param: error.param,
            code: error.code
        )
        let body = Body(error: details, type: isEvent ? "error" : nil)
        return (try? JSONEncoder.wire.encode(body)) ?? Data("{\"error\":{}}".utf8)
    }

    /// What a problem says, with the number of the picture that it is about.
    func message(of problem: Problem, in language: Language) -> String {
        let known = problem.asOfPrograms
        let title = presenter.sentence(known.title, in: language)
        let detail = presenter.sentence(known.detail, in: language)
        let (stop, colon) = language == .english ? (". ", ": ") : ("。", "：")
        if let tool = problem.arguments["tool"] {
            return title + stop
                + presenter.sentence(Message("openai.only_pictures", ["tool": tool]), in: language)
        }
        guard let number = problem.pictureNumber else { return title + stop + detail }
        let picture = Message("openai.picture", ["number": "\(number)"])
        return presenter.sentence(picture, in: language) + colon + title + stop + detail
    }

    func sentence(_ key: String, in language: Language) -> String {
        presenter.sentence(Message(key), in: language)
    }

    private struct Body: Encodable {
        struct Details: Encodable {
            let message: String
            let type: String
            let param: String?
            let code: String

            enum CodingKeys: CodingKey {
                case message, type, param, code
            }

            /// All four are always there.
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(message, forKey: .message)
                try container.encode(type, forKey: .type)
                try container.encode(param, forKey: .param)
                try container.encode(code, forKey: .code)
            }
        }

        let error: Details
        let type: String?
    }
}

extension Problem {
    /// Programs have keys, where people have cookies and sessions.
    fileprivate var asOfPrograms: Problem {
        switch code {
        case .visitorRequired, .signInRequired: Problem(.apiKeyInvalid)
        default: self
        }
    }

    /// Which of a request's pictures it is about, from 1.
    var pictureNumber: Int? {
        guard let field, field.hasPrefix("images[") else { return nil }
        // Some fields are parameters as their client spelled them: no number of a picture is longer.
        return Int(field.dropFirst("images[".count).prefix { $0.isNumber }.prefix(3)).map { $0 + 1 }
    }
}

extension HTTPField.Name {
    static let shouldRetry = Self("x-should-retry") ?? .retryAfter
    static let jobID = Self("x-job-id") ?? .location
}
