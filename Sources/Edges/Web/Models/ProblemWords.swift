import Kernel
import Mustache

/// A refusal in words, beside what it is about.
struct ProblemWords: MustacheParent, Sendable {
    let title: String
    let detail: String

    init(_ problem: Problem, _ words: Catalogue) {
        title = words[problem.title]
        detail = words[problem.detail]
    }

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "detail": detail
        default: nil
        }
    }
}
