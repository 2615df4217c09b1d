import Engines
import HTTPKit
import Kernel
import Mustache
import Provenance
import Studio

/// A picture that somebody shares, as whoever has the link sees it: never whose it is.
struct SharedPage: PageModel {
    static let template = Template.shared

    var layout: Layout
    let token: ShareToken
    let picture: SharedPicture

    func child(named name: String) -> Any? {
        switch name {
        case "file_url": Route.sharedFile(token).path
        case "width": picture.size.width
        case "height": picture.size.height
        case "withheld": picture.isWithheld
        case "shown": !picture.isWithheld
        case "prompt": picture.isWithheld ? nil : picture.words?.text
        case "facts": facts
        case "share_report_url": layout.links.report(of: token)
        default: layout.child(named: name)
        }
    }

    private var facts: [Fact] {
        let words = layout.words
        let term = picture.source.rawValue
        let kind =
            Judgement.knownKinds.contains(term) ? words["verify.kind.\(term)"] : words["share.kind_unknown"]
        let pixels = words[Message("studio.pixels", ["size": words.pixels(picture.size)])]
        return [
            Fact(words["verify.kind"], kind), Fact(words["image.size"], pixels),
            Fact(words["share.until"], words.moment(picture.expiresAt), moment: picture.expiresAt),
        ]
    }
}
