import Kernel
import Mustache

/// A form: questions, perhaps something to agree to, and one button.
struct FormPart: MustacheParent, Sendable {
    let action: String
    var hidden: [HiddenField] = []
    var fields: [FormField] = []
    /// What has to be ticked; `terms` is its name.
    var agreement: String?
    let button: String
    /// Whether another form on the page is what most come for.
    var isAside = false
    /// Why it came back.
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "action": action
        case "hidden": hidden
        case "fields": fields
        case "agreement": agreement
        case "button": button
        case "aside": isAside
        case "problem": problem
        case "problem_id": fields.first { $0.takesFocus }?.problemID
        case "problem_focused": problem != nil && !fields.contains { $0.takesFocus }
        default: nil
        }
    }

    /// The form as it comes back: with the reason, and the field at fault marked and where the page begins.
    func refused(_ problem: Problem, _ words: Catalogue) -> FormPart {
        var form = self
        let first = fields.firstIndex { $0.name == problem.field }
        form.problem = ProblemWords(problem, words, about: first.map { fields[$0].label })
        for index in fields.indices { form.fields[index].isFaulty = fields[index].name == problem.field }
        if let first { form.fields[first].takesFocus = true }
        return form
    }
}

/// What a form carries and nobody types.
struct HiddenField: MustacheParent, Sendable {
    let name: String
    let value: String

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "value": value
        default: nil
        }
    }
}

/// Where one goes instead.
struct PageLink: MustacheParent, Sendable {
    let url: String
    let label: String

    func child(named name: String) -> Any? {
        switch name {
        case "url": url
        case "label": label
        default: nil
        }
    }
}
