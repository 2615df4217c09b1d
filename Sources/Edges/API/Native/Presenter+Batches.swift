import HTTPKit
package import Kernel
package import Studio
package import Wire

/// How the native API tells of batches.
extension Presenter {
    /// The language is that of its rows' refusals.
    package func body(
        of batch: Batch,
        _ rows: BatchRows? = nil,
        in language: Language = .english
    ) -> BatchBody {
        BatchBody(
            id: batch.id.text,
            status: batch.isOver ? "ended" : "running",
            template: batch.recipe.template?.text,
            count: batch.count,
            counts: Dictionary(
                uniqueKeysWithValues: BatchRow.Status.allCases.map {
                    ($0.rawValue, batch.counts[$0, default: 0])
                }
            ),
            progress: batch.progress,
            price: PriceBody(credits: Int(batch.price.amount)),
            createdAt: batch.createdAt.description,
            rows: rows.map { rows in
                ListBody(
                    data: rows.items.map { body(of: $0, in: language) },
                    nextCursor: rows.next.map { "\($0)" }
                )
            }
        )
    }

    private func body(of row: BatchRow, in language: Language) -> BatchRowBody {
        BatchRowBody(
            index: row.position,
            line: row.line,
            prompt: row.prompt.text,
            status: row.status.rawValue,
            job: row.job?.text,
            images: row.images.map { body(of: $0) },
            error: row.problem.map { body(of: $0, in: language) }
        )
    }
}
