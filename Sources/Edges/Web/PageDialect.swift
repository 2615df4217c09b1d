package import HTTPKit
package import Hummingbird
package import Kernel

/// Words problems for people: a page in the language of the address.
package struct PageDialect: ProblemDialect {
    let printer: Printer

    package func render(
        _ problem: Problem,
        for request: Request,
        context: AppContext
    ) -> Response {
        if problem.code == .reauthenticate {
            return .redirect(to: Links(context.language).proof(returningTo: request.uri.path))
        }
        let page = PageAddress(path: request.uri.path)?.page
        var layout = printer.layout(request, context, at: page, titled: problem.title)
        layout.isReaderKnown = context.person != nil
        let sheet = ProblemPage(
            layout: layout,
            status: problem.status,
            problem: ProblemWords(problem, layout.words),
            retryURL: request.method == .get
                ? ProblemPage.retryURL(after: problem, getting: request.uri.path) : nil,
            ways: problem.code == .staffSecondFactor
                ? [
                    layout.words.link(.accountSecurity, "problem.to_security"),
                    layout.words.link(.signIn, "problem.sign_in_again"),
                ] : []
        )
        return printer.print(sheet, status: HTTPResponse.Status(code: problem.status))
    }
}
