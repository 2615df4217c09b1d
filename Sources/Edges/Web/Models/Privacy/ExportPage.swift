import HTTPKit
import Kernel
import Mustache
import Privacy

/// A copy of one's data: what it holds, how far it is, and the forms that fetch it or send it elsewhere, once.
struct ExportPage: PageModel {
    static let template = Template.export

    /// One that can be fetched.
    struct Ready: Sendable {
        let until: Timestamp
        let bytes: Int
    }

    var layout: Layout
    /// Whether nothing is stored about whoever reads it.
    var isStranger = false
    /// Why the last one is over, as a key of the catalogue.
    var over: String?
    /// How much of one that is being made is done.
    var making: Double?
    var ready: Ready?
    /// What there is to say of one that is on its way to another server.
    var sending: String?
    /// Why one that waits was not taken elsewhere.
    var unsent: String?
    /// What was pasted as another server's address, and why that will not do.
    var pasted: String?
    var refusal: Problem?

    func child(named name: String) -> Any? {
        switch name {
        case "parts":
            ["pictures", "records", "reading", "manifest"].map { layout.words["export.part.\($0)"] }
        case "form_action": layout.links.page(.exportPage)
        case "is_stranger": isStranger
        case "can_ask": !isStranger && making == nil && ready == nil && sending == nil
        case "over": over.map { layout.words[$0] }
        case "making":
            making.map { layout.words[Message("export.making", ["percent": "\(Int($0 * 100))"])] }
        case "ready": ready.map(told)
        case "can_replace": ready != nil
        case "push": ready.map { _ in push }
        case "sending": sending
        case "unsent": unsent
        default: layout.child(named: name)
        }
    }

    /// Has it sent to another server.
    private var push: FormPart {
        let words = layout.words
        let form = FormPart(
            action: layout.links.page(.exportPage),
            hidden: [HiddenField(name: "step", value: "send")],
            fields: [
                FormField(
                    name: "to",
                    label: words["push.address"],
                    kind: .url,
                    value: pasted ?? "",
                    hint: words["push.once"]
                )
            ],
            button: words["push.action"],
            isAside: true
        )
        return refusal.map { form.refused($0, words) } ?? form
    }

    private func told(_ ready: Ready) -> String {
        let facts = [
            "size": layout.words.grouped(max(1, ready.bytes / 1_024)),
            "time": layout.words.moment(ready.until),
        ]
        return layout.words[Message("export.ready", facts)]
    }
}

extension ExportPage {
    /// What there is to say to whoever asked for `export` last.
    init(_ layout: Layout, _ export: Export?) {
        self.layout = layout
        switch export?.status {
        case .queued, .running: making = export?.progress
        case .sending: sending = layout.words.sending(export?.push)
        case .taken: over = export?.push?.status == .sent ? "export.over.sent" : "export.over.taken"
        case .expired: over = "export.over.expired"
        case .failed: over = "export.over.failed"
        case .ready:
            if let end = export?.expiresAt, let bytes = export?.bytes {
                ready = Ready(until: end, bytes: bytes)
            }
            unsent = export?.push.map { layout.words.outcome(of: $0) }
        case nil: break
        }
    }
}

/// How sending a copy elsewhere is worded.
extension Catalogue {
    fileprivate func sending(_ push: Push?) -> String {
        guard let push, let reason = reason(of: push) else { return self["push.sending"] }
        return "\(self["push.sending"]) \(self[Message("push.again", ["reason": reason])])"
    }

    fileprivate func outcome(of push: Push) -> String {
        self[Message("push.\(push.status.rawValue)", ["reason": reason(of: push) ?? ""])]
    }

    private func reason(of push: Push) -> String? {
        push.reason.map { reason in
            self[Message("push.reason.\(reason.rawValue)", ["status": push.answer.map { "\($0)" } ?? ""])]
        }
    }
}
