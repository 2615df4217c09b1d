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
    /// What its sender has to do first, in a tab of its own: what was typed stays here.
    var errand: PageLink?

    func child(named name: String) -> Any? {
        switch name {
        case "action": action
        case "hidden": hidden
        case "fields": fields
        case "agreement": agreement
        case "button": button
        case "aside": isAside
        case "problem": problem
        case "errand": errand
        case "field_at_fault": fieldAtFault
        case "detail": fieldAtFault == nil ? problem?.detail : nil
        case "problem_focused": problem != nil && fieldAtFault == nil
        default: nil
        }
    }

    private var fieldAtFault: FormField? { fields.first { $0.fault != nil } }

    /// The form as it comes back: the reason stands at the field at fault, where the page begins, and what is wrong above the form,
    /// with a link there.
    func refused(_ problem: Problem, _ words: Catalogue) -> FormPart {
        var form = self
        form.problem = ProblemWords(problem, words)
        if let index = fields.firstIndex(where: { $0.name == problem.field }) {
            let fault = ProblemWords(problem, words, at: fields[index])
            form.problem = fault
            form.fields[index].fault = fault
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
