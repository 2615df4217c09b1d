import Kernel
import Mustache

/// A refusal in words, beside what it is about.
struct ProblemWords: MustacheParent, Sendable {
    let title: String
    let detail: String
    /// Where a person can be asked to look again.
    let appealURL: String?

    init(_ problem: Problem, _ words: Catalogue) {
        self.init(problem, words, words.detail(of: problem))
    }

    /// As it stands at the field at fault.
    init(_ problem: Problem, _ words: Catalogue, at field: FormField) {
        self.init(problem, words, words.advice(on: problem, isDay: field.isDay))
    }

    private init(_ problem: Problem, _ words: Catalogue, _ detail: String) {
        appealURL = problem.arguments["appeal"].flatMap { Links(words.language).appeal($0) }
        title = words[problem.title]
        self.detail = detail
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
    /// What to do about a field, for whoever fills it in: programs are told by other words, which name it and what it takes.
    fileprivate func advice(on problem: Problem, isDay: Bool = false) -> String {
        switch problem.code {
        case .valueOutOfRange:
            self[Message(isDay ? "form.choose_day" : "form.out_of_range", problem.arguments)]
        case .valueUnknown: self["form.choose"]
        default: detail(of: problem)
        }
    }
}
