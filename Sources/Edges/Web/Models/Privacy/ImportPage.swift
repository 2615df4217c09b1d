import HTTPKit
import Kernel
import Mustache
import Privacy

/// Bringing an archive of another installation, or having it come from there, and what became of the last one.
struct ImportPage: PageModel {
    static let template = Template.bringArchive

    var layout: Layout
    var isStranger = false
    /// Whether one is being read.
    var isReading = false
    /// What became of the last one.
    var outcome: String?
    /// What became of each kind of record.
    var lines: [String] = []
    /// A transfer address that was just made.
    var address: TransferForms.Address?
    /// Until when one that was made earlier is good.
    var expectsUntil: Timestamp?

    private var canBring: Bool { !isStranger && !isReading }

    func child(named name: String) -> Any? {
        switch name {
        case "form_action": layout.links.page(.importPage)
        case "is_stranger": isStranger
        case "is_reading": isReading
        case "can_bring": canBring
        case "can_expect": canBring || address != nil
        case "address": address?.text
        case "address_once":
            address.map { layout.words[Message("arrival.once", ["time": layout.words.moment($0.expiresAt)])] }
        case "address_action": layout.links.page(.transferAddress)
        case "expects":
            expectsUntil.map { layout.words[Message("arrival.waiting", ["time": layout.words.moment($0)])] }
        case "outcome": outcome
        case "lines": lines
        case "has_lines": !lines.isEmpty
        default: layout.child(named: name)
        }
    }
}

extension ImportPage {
    /// What there is to say to whoever brought `found` last.
    init(_ layout: Layout, _ found: Import?) {
        self.layout = layout
        guard let found else { return }
        let words = layout.words
        isReading = found.isOpen
        if !found.isOpen {
            outcome =
                words[
                    Message("import.outcome.\(found.status.rawValue)", ["reason": found.refusal ?? ""])
                ]
        }
        let sections = found.sections.filter { $0.read > 0 }
        lines = sections.filter(\.isTaken).map { Self.line($0, words) }
        let stayed = sections.filter { !$0.isTaken }.reduce(0) { $0 + $1.read }
        if stayed > 0 { lines.append(words[Message("import.stayed", ["count": words.grouped(stayed)])]) }
    }

    private static func line(_ section: ImportedSection, _ words: Catalogue) -> String {
        let reasons = section.skipped.sorted { $0.key < $1.key }.map { reason, count in
            let told = words.strings["import.reason.\(reason)"] ?? words.strings["problem.\(reason).title"]
            return "\(words.grouped(count)) × \(told ?? reason)"
        }
        let facts = [
            "name": words.strings["import.name.\(section.name)"] ?? section.name,
            "read": words.grouped(section.read), "written": words.grouped(section.written),
            "skipped": reasons.joined(separator: "; "),
        ]
        return words[Message(reasons.isEmpty ? "import.line" : "import.line_skipped", facts)]
    }
}
