import Kernel
import Mustache

/// A refusal in words, beside what it is about.
struct ProblemWords: MustacheParent, Sendable {
    let title: String
    let detail: String
    /// Where a person can be asked to look again.
    let appealURL: String?

    init(_ problem: Problem, _ words: Catalogue) {
        self.init(problem, words, words[problem.title], words.detail(of: problem))
    }

    /// As it stands at the field at fault.
    init(_ problem: Problem, _ words: Catalogue, at field: FormField) {
        let title = words.title(of: problem, at: field)
        self.init(problem, words, title, words.advice(on: problem, isDay: field.isDay))
    }

    private init(
        _ problem: Problem,
        _ words: Catalogue,
        _ title: String,
        _ detail: String
    ) {
        appealURL = problem.arguments["appeal"].flatMap { Links(words.language).appeal($0) }
        self.title = title
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
    /// What is wrong at a field, where its kind says it more plainly than the code does, which programs read too.
    fileprivate func title(of problem: Problem, at field: FormField) -> String {
        switch problem.code {
        case .valueOutOfRange where field.isDay: self["form.other_day"]
        case .valueUnknown where field.isMarks: self["form.nothing_chosen"]
        default: self[problem.title]
        }
    }

    /// What to do about a field, for whoever fills it in: programs are told by other words, which name it and what it takes.
    fileprivate func advice(on problem: Problem, isDay: Bool) -> String {
        switch problem.code {
        case .valueOutOfRange where isDay: self[Message("form.choose_day", problem.arguments)]
        case .valueOutOfRange:
            self[Message("form.out_of_range", problem.arguments.mapValues { Int($0).map(grouped) ?? $0 })]
        case .valueUnknown: self["form.choose"]
        default: detail(of: problem)
        }
    }
}
