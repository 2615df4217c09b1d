import FoundationEssentials
package import Kernel
package import Purposes
import Store
import Vault

/// Some bulks of a person, newest first.
package struct Bulks: Sendable {
    package let items: [Bulk]
    package let hasMore: Bool
}

extension Studio {
    /// Lines that are opened at once.
    private static let outcomesAtOnce = 50

    /// A bulk of this person as it stands.
    /// - Throws: `Problem` `not_found`, for other people's bulks too.
    package func bulk(_ id: BulkID, under permit: borrowing Permit<ProvideService>) async throws -> Bulk {
        let (subject, now) = (permit.subject, clock.now())
        let found = try await store.read { tx in try FoundBulk(id, in: BulkRecords(tx, of: subject), now: now)
        }
        guard let found else { throw Problem(.notFound) }
        return try await bulk(found, under: permit)
    }

    /// The person's bulks, newest first, those before `earlier`.
    package func bulks(
        before earlier: BulkID?,
        limit: Int,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Bulks {
        let (subject, now) = (permit.subject, clock.now())
        let found = try await store.read { tx -> [FoundBulk] in
            let records = BulkRecords(tx, of: subject)
            return try records.bulks(before: earlier, limit: limit + 1).map { bulk in
                try FoundBulk(bulk, in: records, now: now)
            }
        }
        var bulks: [Bulk] = []
        for each in found.prefix(limit) { bulks.append(try await bulk(each, under: permit)) }
        return Bulks(items: bulks, hasMore: found.count > limit)
    }

    /// What became of the lines of a bulk that has ended, in their order: some of those after a position.
    package func outcomes(
        of id: BulkID,
        _ part: BulkPart,
        after position: Int,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> [BulkOutcome] {
        let subject = permit.subject
        let (stop, rows) = try await store.read { tx in
            let records = BulkRecords(tx, of: subject)
            return try (
                records.bulk(id)?.stop,
                records.rows(of: id, part, after: position, limit: Self.outcomesAtOnce)
            )
        }
        var outcomes: [BulkOutcome] = []
        for row in rows {
            var name: String?
            if let sealed = row.name {
                name = String(decoding: try await vault.open(sealed, under: permit), as: UTF8.self)
            }
            outcomes.append(
                BulkOutcome(
                    row: row.id,
                    position: row.position,
                    name: name,
                    result: try await result(of: row, stop, under: permit)
                )
            )
        }
        return outcomes
    }

    private func result(
        of row: StoredBulkRow,
        _ stop: BulkStop?,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> BulkOutcome.Result {
        switch row.status {
        case .refused:
            let code = row.failure.flatMap { Problem.Code(rawValue: $0) } ?? .internalError
            guard let details = row.details else { return .refused(Problem(code)) }
            let plain = try await vault.open(details, under: permit)
            let refusal = try JSONDecoder().decode(StoredRefusal.self, from: plain)
            return .refused(Problem(code, field: refusal.field, refusal.arguments))
        case .succeeded, .failed:
            guard let job = row.job else { return .canceled }
            do {
                var answer: Data?
                if let content = row.content { answer = try await vault.open(content, under: permit) }
                return .job(try await self.job(job, under: permit), answer: answer)
            } catch let problem as Problem where problem.code == .notFound {
                // Deleted since.
                return .canceled
            }
        case .canceled, .waiting, .queued, .running:
            return row.job == nil && stop == .expired ? .expired : .canceled
        }
    }

    func head(
        of bulk: StoredBulk,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> BulkHead {
        let plain = try await vault.open(bulk.details, under: permit)
        return BulkHead(
            id: bulk.id,
            owner: permit.subject,
            key: bulk.key,
            dialect: bulk.dialect,
            isInline: bulk.source == nil,
            details: try JSONDecoder().decode(BulkDetails.self, from: plain)
        )
    }

    private func bulk(
        _ found: FoundBulk,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Bulk {
        let stored = found.bulk
        return Bulk(
            head: try await head(of: stored, under: permit),
            state: stored.state,
            source: stored.source,
            counts: Dictionary(found.tally.map { ($0.status, $0.count) }, uniquingKeysWith: +),
            outcomes: found.files,
            problem: stored.failure.flatMap { Problem.Code(rawValue: $0) }.map { Problem($0) },
            createdAt: stored.createdAt,
            begunAt: stored.begunAt,
            stoppedAt: stored.stoppedAt,
            endedAt: stored.endedAt,
            expiresAt: stored.expiresAt
        )
    }
}

/// A bulk with how its lines stand, still sealed.
private struct FoundBulk: Sendable {
    let bulk: StoredBulk
    let tally: [(status: BatchRow.Status, count: Int)]
    let files: [BulkPart: StoredFileID]

    init(_ bulk: StoredBulk, in records: BulkRecords, now: Timestamp) throws {
        self.bulk = bulk
        tally = try records.tally(of: bulk.id)
        files = try FileRecords(records.tx).outcomes(of: bulk.id, records.subject, now: now)
    }

    init?(_ id: BulkID, in records: BulkRecords, now: Timestamp) throws {
        guard let bulk = try records.bulk(id) else { return nil }
        try self.init(bulk, in: records, now: now)
    }
}
