import HTTPKit
import Kernel
import Mustache
import Privacy

/// Where a request stands: its clock, the code that is waited for, and the way back.
struct RequestPage: PageModel {
    static let template = Template.request

    var layout: Layout
    let facts: [Fact]
    let note: String
    var forms: [FormPart]

    init(
        layout: Layout,
        request: RightsRequest,
        link: RequestLink,
        refusedFor problem: Problem? = nil
    ) {
        let words = layout.words
        self.layout = layout
        facts = [
            Fact(words["request.ticket"], request.id.text),
            Fact(words["request.kind"], words["request.kind.\(request.kind.rawValue)"]),
            Fact(words["request.state"], words["request.state.\(request.state.rawValue)"]),
            Fact(words["request.received"], words.moment(request.receivedAt), moment: request.receivedAt),
            Fact(words["request.due"], words.moment(request.dueAt), moment: request.dueAt),
        ]
        note = words["request.note.\(request.state.rawValue)"]
        let links = Links(words.language)
        var forms: [FormPart] = []
        if request.state == .verifying {
            forms = [
                FormPart(
                    action: links.page(.privacyRequestCode(link)),
                    fields: [
                        FormField(
                            name: "code",
                            label: words["request.code"],
                            autocomplete: "one-time-code",
                            hint: words["request.code_hint"]
                        )
                    ],
                    button: words["request.code_action"]
                ),
                FormPart(
                    action: links.page(.privacyRequestNewCode(link)),
                    button: words["request.new_code"],
                    isAside: true
                ),
            ]
        }
        if !request.state.isClosed, request.kind != .childReport {
            forms.append(
                FormPart(
                    action: links.page(.privacyRequestWithdraw(link)),
                    button: words["request.withdraw"],
                    isAside: true
                )
            )
        }
        if let problem, let first = forms.first { forms[0] = first.refused(problem, words) }
        self.forms = forms
    }

    func child(named name: String) -> Any? {
        switch name {
        case "heading": layout.words["request.status"]
        case "facts": facts
        case "note": note
        case "forms": forms
        default: layout.child(named: name)
        }
    }
}
