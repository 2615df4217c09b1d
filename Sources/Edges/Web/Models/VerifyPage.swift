import HTTPKit
import Kernel
import Mustache
import Provenance

/// Where anybody checks whether a picture was made here, and what was found.
struct VerifyPage: PageModel {
    static let template = Template.verify

    var layout: Layout
    var judgement: Judgement?
    /// Why the file was not judged.
    var fault: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "form_action": layout.links.page(.verify)
        case "roots_url": Route.verifyRoots.path
        case "limit":
            layout.words[Message("verify.limit", ["limit": "\(VerifyDesk.longestFile / 1_000_000)"])]
        case "verdict": judgement.map { VerdictPart($0, layout.words) }
        case "fault": fault
        default: layout.child(named: name)
        }
    }
}

/// What was found in a file.
struct VerdictPart: MustacheParent, Sendable {
    let judgement: Judgement
    let words: Catalogue

    init(_ judgement: Judgement, _ words: Catalogue) {
        self.judgement = judgement
        self.words = words
    }

    func child(named name: String) -> Any? {
        switch name {
        case "standing": judgement.standing.rawValue
        case "verdict_title": words[judgement.title]
        case "detail": words[judgement.detail]
        case "facts": facts
        default: nil
        }
    }

    private var facts: [Fact] {
        let isOurs = [.madeHere, .changed].contains(judgement.standing)
        return [
            judgement.kind.map { Fact(words[isOurs ? "verify.kind" : "verify.claim"], words[$0]) },
            judgement.done.map { Fact(words["verify.act"], words[$0]) },
            judgement.made.map { Fact(words["verify.provider"], words[$0]) },
        ].compactMap(\.self)
    }
}
