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
        default: nil
        }
    }

    /// The form as it comes back: with the reason, and the field at fault marked.
    func refused(_ problem: Problem, _ words: Catalogue) -> FormPart {
        var form = self
        form.problem = ProblemWords(problem, words)
        form.fields = fields.map { field in
            var field = field
            field.isFaulty = field.name == problem.field
            return field
        }
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
