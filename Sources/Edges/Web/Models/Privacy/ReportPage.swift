import HTTPKit
import Kernel
import Mustache
import Privacy

/// The report on a deletion: numbers, and what had to stay.
struct ReportPage: PageModel {
    static let template = Template.privacyReport

    var layout: Layout
    let removal: Removal

    func child(named name: String) -> Any? {
        let words = layout.words
        return switch name {
        case "heading": words["report.\(removal.state.rawValue)"]
        case "what": words["remove.scope_\(removal.scope.rawValue)"]
        case "moments": moments
        case "is_open": removal.state == .erasing
        case "counts": rows
        case "has_counts": !rows.isEmpty
        case "retained": removal.retained.map { RetainedRow($0, words) }
        case "has_retained": !removal.retained.isEmpty
        case "is_done": removal.state == .erased
        default: layout.child(named: name)
        }
    }

    /// When it was asked for, and when it was done or will begin.
    private var moments: [String] {
        let words = layout.words
        let asked = Message("report.asked", ["time": words.moment(removal.askedAt)])
        let due = Message("remove.due", ["time": words.moment(removal.dueAt)])
        let finished = removal.finishedAt.map { Message("report.finished", ["time": words.moment($0)]) }
        return [asked, removal.state == .pending ? due : finished].compactMap { $0 }.map { words[$0] }
    }

    /// Tables are ours; people read what they are about.
    private var rows: [CountRow] {
        var groups: [(name: String, before: Int, erased: Int)] = []
        for line in removal.counts {
            let name = layout.words.group(of: line.store)
            if let place = groups.firstIndex(where: { $0.name == name }) {
                groups[place].before += line.before
                groups[place].erased += line.erased
            } else {
                groups.append((name, line.before, line.erased))
            }
        }
        return groups.map { CountRow(name: $0.name, before: $0.before, erased: $0.erased) }
    }
}

private struct CountRow: MustacheParent {
    let name: String
    let before: Int
    let erased: Int

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "before": before
        case "erased": erased
        default: nil
        }
    }
}

private struct RetainedRow: MustacheParent {
    let line: Retained
    let words: Catalogue

    init(_ line: Retained, _ words: Catalogue) {
        self.line = line
        self.words = words
    }

    func child(named name: String) -> Any? {
        switch name {
        case "name": words.group(of: line.store)
        case "ground":
            line.ground.hasPrefix("legal_hold") ? words["report.ground_hold"] : words["report.ground_law"]
        case "records": line.records
        case "until": line.until.map { String($0.prefix(10)) } ?? "–"
        default: nil
        }
    }
}

extension ReportPage {
    /// The words that tables' names begin with and that people know by a name.
    static let groups: Set<String> = [
        "studio", "blobs", "accounts", "billing", "moderation", "mail", "queue", "audit", "privacy",
    ]
}

extension Catalogue {
    /// What a table or folder is about, by the word that its name begins with.
    fileprivate func group(of store: String) -> String {
        let word = store.split(separator: "_").first.map(String.init) ?? store
        return self["report.group_\(ReportPage.groups.contains(word) ? word : "other")"]
    }
}
