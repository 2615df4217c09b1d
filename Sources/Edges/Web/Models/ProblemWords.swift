import Kernel
import Mustache

/// A refusal in words, beside what it is about.
struct ProblemWords: MustacheParent, Sendable {
    let title: String
    let detail: String
    /// Where a person can be asked to look again.
    let appealURL: String?

    /// `label` is what a form calls the field at fault.
    init(_ problem: Problem, _ words: Catalogue, about label: String? = nil) {
        appealURL = problem.arguments["appeal"].flatMap { Links(words.language).appeal($0) }
        title = words[problem.title]
        detail = label.map { words.detail(of: problem, about: $0) } ?? words.detail(of: problem)
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

extension Catalogue {
    /// Names the field, for whoever fills in a form does not see what programs are told beside a refusal.
    fileprivate func detail(of problem: Problem, about label: String) -> String {
        let key =
            switch problem.code {
            case .valueOutOfRange: "form.out_of_range"
            case .valueUnknown: "form.choose"
            default: "form.at_field"
            }
        let more = ["field": label, "detail": detail(of: problem)]
        return self[Message(key, problem.arguments.merging(more) { $1 })]
    }
}
