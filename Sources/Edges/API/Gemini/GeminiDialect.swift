import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
package import Kernel
import Wire

/// Words problems for clients of Gemini's shape.
package struct GeminiDialect: ProblemDialect {
    private let presenter: Presenter

    package init(presenter: Presenter) {
        self.presenter = presenter
    }

    package func render(
        _ problem: Problem,
        for request: Request,
        context: AppContext
    ) -> Response {
        let error = error(for: problem, in: context.language)
        let answer = try? Response.json(error, status: error.status)
        return answer ?? Response(status: .internalServerError)
    }

    package func retryAfter(_ problem: Problem) -> String? { GeminiError.wait(after: problem) }

    func error(for problem: Problem, in language: Language) -> GeminiError {
        let problem = problem.inGeminisWords
        return GeminiError(problem, message: presenter.message(of: problem, in: language))
    }
}

extension Presenter {
    /// One line for clients that have room for one: the field at fault, what happened, what to do.
    func message(of problem: Problem, in language: Language) -> String {
        let body = body(of: problem, in: language)
        let end = language == .traditionalChinese ? "。" : ". "
        return (problem.field.map { "\($0): " } ?? "") + body.title + end + body.detail
    }
}
