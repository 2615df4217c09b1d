import HTTPKit
import Kernel
import Mustache
import Studio

/// One batch: how far it is, and what became of each row.
struct BatchProgressPage: PageModel {
    static let template = Template.batchProgress

    var layout: Layout
    let batch: Batch
    let rows: [BatchRowPart]
    /// Pictures of the rows that are shown, as one file takes them.
    let pictures: [ImageID]
    /// Where the first rows are, when others are shown.
    var firstURL: String?
    var nextURL: String?
    /// Why it could not be deleted.
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "progress": "\((batch.progress * 100).rounded() / 100)"
        case "state": state
        case "template": batch.recipe.template?.text
        case "is_active": !batch.isOver
        case "has_failures": batch.failures > 0
        case "cancel_url": layout.links.page(.cancelBatch(batch.id))
        case "delete_url": layout.links.page(.deleteBatch(batch.id))
        case "problem": problem
        case "retry_url": layout.links.page(.tryBatchAgain(batch.id))
        case "new_url": layout.links.page(.batches)
        case "rows": rows
        case "has_pictures": !pictures.isEmpty
        case "picks": pictures.map { Web.pickPrefix + $0.text }
        case "selection_url": layout.links.page(.selection)
        case "first_url": firstURL
        case "next_url": nextURL
        default: layout.child(named: name)
        }
    }

    /// "12 of 40 rows, 1 refused".
    private var state: String {
        let words = layout.words
        let done = ["done": words.grouped(batch.ended), "count": words.grouped(batch.count)]
        let troubles = [BatchRow.Status.failed, .refused, .canceled].compactMap { status -> String? in
            guard let count = batch.counts[status], count > 0 else { return nil }
            return "\(words["batch.status.\(status.rawValue)"]) \(words.grouped(count))"
        }
        return ([words[Message("batch.state", done)]] + troubles).joined(separator: " · ")
    }
}

/// A row of a batch on its page.
struct BatchRowPart: MustacheParent, Sendable {
    let line: Int
    let prompt: String
    let status: String
    let label: String
    let thumb: ThumbPart?
    let jobURL: String?
    let problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "line": line
        case "prompt": prompt
        case "status": status
        case "status_label": label
        case "thumb": thumb
        case "job_url": jobURL
        case "problem": problem
        default: nil
        }
    }
}

extension BatchRowPart {
    /// `picture` is the first that may be shown.
    init(_ row: BatchRow, showing picture: Image?, _ words: Catalogue) {
        line = row.line
        prompt = row.prompt.text
        status = row.status.rawValue
        label = words["batch.status.\(row.status.rawValue)"]
        thumb = picture.map { ThumbPart($0, of: row.prompt, named: nil, words) }
        jobURL = row.job.map { Links(words.language).page(.jobPage($0)) }
        problem = row.problem.map { ProblemWords($0, words) }
    }
}
