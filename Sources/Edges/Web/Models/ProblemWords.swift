import Kernel
import Mustache

/// A refusal in words, beside what it is about.
struct ProblemWords: MustacheParent, Sendable {
    let title: String
    let detail: String
    /// Where a person can be asked to look again.
    let appealURL: String?

    init(_ problem: Problem, _ words: Catalogue) {
        appealURL = problem.arguments["appeal"].flatMap { Links(words.language).appeal($0) }
        title = words[problem.title]
        detail = words.detail(of: problem)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "detail": detail
        case "appeal_url": appealURL
        default: nil
        }
    }
}
