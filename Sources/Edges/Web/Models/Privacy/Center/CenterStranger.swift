import HTTPKit
import Kernel
import Mustache

/// What may exist of somebody whom no cookie names, and where they can ask.
struct CenterStranger: MustacheParent, Sendable {
    let links: [PageLink]

    init(contact: EmailAddress?, _ words: Catalogue) {
        let mail = contact.map {
            PageLink(
                url: "mailto:\($0.text)",
                label: words[Message("center.stranger_write", ["email": $0.text])]
            )
        }
        let request = CenterWay.request.link("center.request_open", words)
        links = [words.link(.signIn, "login.page"), request, mail].compactMap { $0 }
    }

    func child(named name: String) -> Any? {
        switch name {
        case "links": links
        default: nil
        }
    }
}
