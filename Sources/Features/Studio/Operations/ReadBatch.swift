import FoundationEssentials
package import Kernel
package import Purposes
import Store
import Vault

/// Some rows of a batch.
package struct BatchRows: Sendable {
    package let items: [BatchRow]
    /// The position after which the next ones come; nil where these are the last.
    package let next: Int?
}

/// Some batches of a person, newest first.
package struct Batches: Sendable {
    package let items: [Batch]
    /// The batch before which the next ones come; nil where these are the last.
    package let next: BatchID?
}

extension Studio {
    /// A batch of this person as it stands.
    /// - Throws: `Problem` `not_found`, for other people's batches too.
    package func batch(_ id: BatchID, under permit: borrowing Permit<ProvideService>) async throws -> Batch {
        let subject = permit.subject
        let found = try await store.read { tx -> FoundBatch? in
            try FoundBatch(id, in: BatchRecords(tx, of: subject))
        }
        guard let found else { throw Problem(.notFound) }
        return try await batch(found, under: permit)
    }

    /// The person's batches, newest first, those before `earlier`, at most `limit`, from 1 to `longestPage`.
    package func batches(
        before earlier: BatchID?,
        limit: Int,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Batches {
        let (subject, count) = (permit.subject, min(max(limit, 1), Self.longestPage))
        let found = try await store.read { tx -> [FoundBatch] in
            let records = BatchRecords(tx, of: subject)
            return try records.batches(before: earlier, limit: count + 1).map { batch in
                FoundBatch(batch: batch, tally: try records.tally(of: batch.id))
            }
        }
        var batches: [Batch] = []
        for each in found.prefix(count) { batches.append(try await batch(each, under: permit)) }
        return Batches(items: batches, next: found.count > count ? batches.last?.id : nil)
    }

    /// The rows of a batch in their order, those after a position, at most `limit`, from 1 to `longestPage`.
    /// - Throws: `Problem` `not_found`, for other people's batches too.
    package func rows(
        of id: BatchID,
        after position: Int?,
        limit: Int,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> BatchRows {
        let (subject, count) = (permit.subject, min(max(limit, 1), Self.longestPage))
        let found = try await store.read { tx -> (StoredBatch, [StoredBatchRow], [JobID: [Image]])? in
            let records = BatchRecords(tx, of: subject)
            guard let batch = try records.batch(id) else { return nil }
            let rows = try records.rows(of: id, after: position ?? -1, limit: count + 1)
            let pictures = try ImageRecords(tx).pictures(of: rows.compactMap(\.job), owner: subject)
            return (batch, rows, Dictionary(grouping: pictures, by: \.job))
        }
        guard let (stored, rows, pictures) = found else { throw Problem(.notFound) }
        let recipe = try await open(stored, under: permit)
        var items: [BatchRow] = []
        for row in rows.prefix(count) {
            let line = try await open(row, under: permit)
            let item = BatchRow(
                position: row.position,
                line: line.place.line,
                prompt: try recipe.prompt(of: line),
                status: row.status,
                job: row.job,
                images: row.job.flatMap { pictures[$0] } ?? [],
                problem: try await problem(of: row, under: permit)
            )
            items.append(item)
        }
        return BatchRows(items: items, next: rows.count > count ? items.last?.position : nil)
    }

    /// A batch with how its rows stand, still sealed.
    private struct FoundBatch: Sendable {
        let batch: StoredBatch
        let tally: [(status: BatchRow.Status, count: Int, price: Credits)]

        init(batch: StoredBatch, tally: [(status: BatchRow.Status, count: Int, price: Credits)]) {
            (self.batch, self.tally) = (batch, tally)
        }

        init?(_ id: BatchID, in records: BatchRecords) throws {
            guard let batch = try records.batch(id) else { return nil }
            self.init(batch: batch, tally: try records.tally(of: id))
        }
    }

    private func batch(
        _ found: FoundBatch,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Batch {
        Batch(
            id: found.batch.id,
            recipe: try await open(found.batch, under: permit),
            counts: Dictionary(found.tally.map { ($0.status, $0.count) }, uniquingKeysWith: +),
            price: found.tally.reduce(.zero) { $0 + $1.price },
            createdAt: found.batch.createdAt
        )
    }

    func open(
        _ batch: StoredBatch,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> BatchRecipe {
        try BatchRecipe(json: await vault.open(batch.recipe, under: permit))
    }

    func open(
        _ row: StoredBatchRow,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> BatchSheet.Line {
        try BatchSheet.Line(json: await vault.open(row.content, under: permit), position: row.position)
    }

    private func problem(
        of row: StoredBatchRow,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Problem? {
        guard let code = row.failure.flatMap({ Problem.Code(rawValue: $0) }) else { return nil }
        guard let details = row.details else { return Problem(code) }
        let refusal = try JSONDecoder().decode(
            StoredRefusal.self,
            from: await vault.open(details, under: permit)
        )
        return Problem(code, field: refusal.field, refusal.arguments)
    }
}
