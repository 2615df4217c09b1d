import HTTPKit
import Kernel
import Moderation
import Mustache

/// What was decided about somebody, or one such decision with the way to have it looked at again.
struct DecisionsPage: PageModel {
    static let template = Template.decisions

    var layout: Layout
    let heading: String
    var intro: String?
    var decisions: [DecisionPart] = []
    var form: FormPart?
    /// When staff looked at what a visitor made; whoever has an account reads it in their security log.
    var looks: [ActivityPart] = []

    func child(named name: String) -> Any? {
        switch name {
        case "heading": heading
        case "intro": intro
        case "has_decisions": !decisions.isEmpty
        case "decisions": decisions
        case "form": form
        case "has_looks": !looks.isEmpty
        case "looks": looks
        default: layout.child(named: name)
        }
    }
}

/// One decision in words.
struct DecisionPart: MustacheParent, Sendable {
    let title: String
    let reason: String
    let facts: [Fact]
    /// Where an appeal against it stands.
    let state: String
    /// Where it can be appealed against; nil once it was.
    let appealURL: String?

    func child(named name: String) -> Any? {
        switch name {
        case "decision_title": title
        case "reason": reason
        case "facts": facts
        case "state": state
        case "appeal_url": appealURL
        default: nil
        }
    }
}

extension DecisionPart {
    init(_ sheet: DecisionSheet, _ words: Catalogue) {
        let decision = sheet.decision
        title = words["decision.\(decision.action.rawValue)"]
        // The classifier has no words of its own.
        reason = decision.reason.isEmpty ? words["decision.by_classifier"] : decision.reason
        facts = Self.facts(decision, words)
        state = Self.state(of: sheet, words)
        appealURL = sheet.canBeAppealed ? Links(words.language).page(.appeal(sheet.link)) : nil
    }

    private static func facts(_ decision: Decision, _ words: Catalogue) -> [Fact] {
        let decider = decision.isByRule ? words["decision.rule_decided"] : words["decision.staff_decided"]
        let end: Fact? =
            if let ended = decision.endedAt {
                Fact(words["decision.ended"], words.moment(ended), moment: ended)
            } else if let until = decision.until {
                Fact(words["decision.until"], words.moment(until), moment: until)
            } else if decision.action == .suspend {
                Fact(words["decision.until"], words["decision.further_notice"])
            } else {
                nil
            }
        return [
            Fact(words["decision.rule"], decision.rule),
            Fact(words["decision.decider"], decider),
            Fact(words["decision.date"], words.moment(decision.decidedAt), moment: decision.decidedAt),
            end,
        ].compactMap { $0 }
    }

    private static func state(of sheet: DecisionSheet, _ words: Catalogue) -> String {
        switch sheet.appeal {
        case .none:
            return sheet.decision.endedAt == nil ? words["appeal.none"] : words["appeal.over"]
        case .waiting(let due):
            return words[Message("appeal.waiting", ["time": words.moment(due)])]
        case .answered(let isGranted, let reason, _):
            return words[Message(isGranted ? "appeal.granted" : "appeal.rejected", ["reason": reason])]
        }
    }
}

extension DecisionSheet {
    var canBeAppealed: Bool { appeal == .none && decision.endedAt == nil }
}

/// Why and until when a reader is suspended; on every page.
struct SuspensionPart: MustacheParent, Sendable {
    let title: String
    let reason: String
    let url: String

    func child(named name: String) -> Any? {
        switch name {
        case "suspension_title": title
        case "reason": reason
        case "url": url
        default: nil
        }
    }
}

extension SuspensionPart {
    init(_ suspension: Suspension, _ words: Catalogue) {
        let end = suspension.until.map { words[Message("suspension.until", ["time": words.moment($0)])] }
        title = end ?? words["suspension.open"]
        reason = suspension.reason
        url = Links(words.language).page(.decisions)
    }
}
