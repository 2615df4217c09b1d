import Kernel
import Mustache

/// A page with one form, or with words alone.
struct FormPage: PageModel {
    static let template = Template.form

    var layout: Layout
    let heading: String
    var paragraphs: [String] = []
    var form: FormPart?
    var elsewhere: ElsewherePart?
    /// The same without typing.
    var passkey: PasskeyPart?
    /// What to know besides, below the form.
    var notes: [String] = []
    var links: [PageLink] = []

    func child(named name: String) -> Any? {
        switch name {
        case "heading": heading
        case "paragraphs": paragraphs
        case "form": form
        case "elsewhere": elsewhere
        case "passkey": passkey
        case "notes": notes
        case "links": links
        default: layout.child(named: name)
        }
    }
}
