import Kernel
import Mustache

/// One question of a form.
struct FormField: MustacheParent, Sendable {
    enum Kind: Sendable {
        case text
        /// Several lines.
        case paragraph
        case email
        /// An address of the web.
        case url
        case number
        /// A day, as `2027-01-31`.
        case date
        /// Never filled in again by us.
        case password
        case choice([FormOption])
        /// Several boxes to tick, each a field of its own name.
        case marks([FormMark])
    }

    let name: String
    /// Where a page has two fields of one name.
    var id: String?
    let label: String
    var kind = Kind.text
    var value = ""
    /// What browsers and password managers fill in (HTML, section 4.10.18.7.1).
    var autocomplete = "off"
    var hint: String?
    var isRequired = true
    /// Why the form came back, where it is because of this field; then the page begins here.
    var fault: ProblemWords?
    /// Of a number or a day.
    var least: String?
    var most: String?
    /// In characters.
    var longest: Int?
    /// Shown, and not to be changed.
    var isFixed = false

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "id": id ?? self.name
        case "label": label
        case "type": type
        case "is_number": type == "number"
        case "options": options
        case "is_choice": options != nil
        case "is_paragraph": type == "paragraph"
        case "is_line": options == nil && marks == nil && type != "paragraph"
        case "is_marks": isMarks
        case "marks": focusedMarks
        case "value": value
        case "autocomplete": autocomplete
        case "hint": hint
        case "required": isRequired
        case "fault": fault
        case "faulty": fault != nil
        case "least": least
        case "most": most
        case "longest": longest
        case "described_by": described
        case "fixed": isFixed
        default: nil
        }
    }

    private var described: String? {
        let endings = [hint.map { _ in "hint" }, fault.map { _ in "problem" }].compactMap { $0 }
        return endings.isEmpty ? nil : endings.map { "\(id ?? name)-\($0)" }.joined(separator: " ")
    }

    var isDay: Bool {
        if case .date = kind { true } else { false }
    }

    var isMarks: Bool { marks != nil }

    private var type: String {
        switch kind {
        case .text: "text"
        case .paragraph: "paragraph"
        case .email: "email"
        case .url: "url"
        case .number: "number"
        case .date: "date"
        case .password: "password"
        case .choice: "choice"
        case .marks: "marks"
        }
    }

    private var marks: [FormMark]? {
        if case .marks(let marks) = kind { marks } else { nil }
    }

    /// A group of boxes takes no focus; its first box does.
    private var focusedMarks: [FormMark]? {
        guard var marks, fault != nil, !marks.isEmpty else { return marks }
        marks[0].takesFocus = true
        return marks
    }

    private var options: [FormOption]? {
        guard case .choice(let options) = kind else { return nil }
        return options.map { FormOption(value: $0.value, label: $0.label, isSelected: $0.value == value) }
    }
}

/// One answer that can be chosen.
struct FormOption: MustacheParent, Sendable {
    let value: String
    let label: String
    var isSelected = false

    func child(named name: String) -> Any? {
        switch name {
        case "value": value
        case "label": label
        case "selected": isSelected
        default: nil
        }
    }
}

/// A box that can be ticked.
struct FormMark: MustacheParent, Sendable {
    let name: String
    let label: String
    /// What programs call it.
    var code: String?
    var isOn = false
    var takesFocus = false

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "label": label
        case "code": code
        case "on": isOn
        case "focused": takesFocus
        default: nil
        }
    }
}
