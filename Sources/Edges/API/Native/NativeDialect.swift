package import HTTPKit
package import Hummingbird
package import Kernel
import Wire

/// Words problems for programs: `application/problem+json` (RFC 9457).
package struct NativeDialect: ProblemDialect {
    private let presenter: Presenter

    package init(presenter: Presenter) {
        self.presenter = presenter
    }

    package func render(
        _ problem: Problem,
        for request: Request,
        context: AppContext
    ) -> Response {
        let body = presenter.body(of: problem, in: context.language)
        let status = HTTPResponse.Status(code: problem.status)
        let answer = try? Response.json(body, status: status, type: "application/problem+json")
        return answer ?? Response(status: .internalServerError)
    }
}
