package import Foundation
package import Kernel
package import Studio

/// Bulks whose lines are `name: prompt`; one without a colon is no line, the prompt `nothing` orders nothing, and `elsewhere` needs
/// a picture that its server does not hand out.
package struct SpokenLines: BulkReader {
    package init() {}

    package func line(_ text: Data, at position: Int, of bulk: BulkHead) -> BulkLine {
        // A file of lines begins with a brace, so that it is known as one.
        let words = String(decoding: text, as: UTF8.self).trimmingCharacters(in: ["{", "}"])
        let parts = words.split(separator: ": ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            return BulkLine(position: position, name: nil, content: .refused(Problem(.malformedBody)))
        }
        return BulkLine(position: position, name: parts[0], content: .request(Data(parts[1].utf8)))
    }

    package func order(_ request: Data, of bulk: BulkHead, row: RowID) async throws -> BulkOrder {
        let prompt = String(decoding: request, as: UTF8.self)
        guard prompt != "nothing" else { throw Problem(.promptEmpty, field: "prompt") }
        guard prompt != "elsewhere" else { throw Problem(.outsideFailed, field: "images[0]") }
        return BulkOrder(try .sample(prompt), answer: Data(prompt.count.description.utf8))
    }

    package func text(_ outcome: BulkOutcome, of bulk: BulkHead) async throws -> Data {
        Data("{\(outcome.name ?? "-"): \(word(of: outcome.result))}".utf8)
    }

    private func word(of result: BulkOutcome.Result) -> String {
        switch result {
        case .job(let job, let answer):
            "\(job.status.rawValue) \(String(decoding: answer ?? Data(), as: UTF8.self))"
        case .refused(let problem): problem.code.rawValue
        case .canceled: "canceled"
        case .expired: "expired"
        }
    }
}
