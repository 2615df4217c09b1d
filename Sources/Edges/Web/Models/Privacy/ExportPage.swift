import HTTPKit
import Kernel
import Mustache
import Privacy

/// A copy of one's data: what it holds, how far it is, and the button that fetches it, once.
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

    func child(named name: String) -> Any? {
        switch name {
        case "parts":
            ["pictures", "records", "reading", "manifest"].map { layout.words["export.part.\($0)"] }
        case "form_action": layout.links.page(.exportPage)
        case "is_stranger": isStranger
        case "can_ask": !isStranger && making == nil && ready == nil
        case "over": over.map { layout.words[$0] }
        case "making":
            making.map { layout.words[Message("export.making", ["percent": "\(Int($0 * 100))"])] }
        case "ready": ready.map(told)
        case "can_replace": ready != nil
        default: layout.child(named: name)
        }
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
        case .taken: over = "export.over.taken"
        case .expired: over = "export.over.expired"
        case .failed: over = "export.over.failed"
        case .ready:
            if let end = export?.expiresAt, let bytes = export?.bytes {
                ready = Ready(until: end, bytes: bytes)
            }
        case nil: break
        }
    }
}
