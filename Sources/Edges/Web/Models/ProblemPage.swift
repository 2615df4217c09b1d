import Kernel
import Mustache

/// Why there is no page, and what to do.
struct ProblemPage: PageModel {
    static let template = Template.problem

    var layout: Layout
    var status: Int
    var problem: ProblemWords
    /// Where trying again may help.
    var retryURL: String?
    /// Where what is missing can be had.
    var ways: [PageLink] = []

    func child(named name: String) -> Any? {
        switch name {
        case "status": status
        case "problem_title": problem.title
        case "problem_detail": problem.detail
        case "retry_url": retryURL
        case "appeal_url": problem.appealURL
        case "ways": ways
        default: layout.child(named: name)
        }
    }
}

extension ProblemPage {
    /// The address to try again, where that may help: after a failure of ours, at a page.
    static func retryURL(after problem: Problem, getting path: String) -> String? {
        problem.status >= 500 ? PageAddress(path: path)?.path : nil
    }
}
