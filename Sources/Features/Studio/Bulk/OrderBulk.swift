import FoundationEssentials
package import Kernel
import Purposes
import Queue
import Store
import Vault

/// Many requests that a program hands over together.
package struct BulkWish: Sendable {
    package enum Source: Sendable {
        /// A file of lines, by its id.
        case file(StoredFileID)
        /// Those that came with it, in their order.
        case lines([BulkLine])
    }

    let dialect: BulkDialect
    let details: BulkDetails
    let source: Source
    let key: APIKeyID?
    /// The key that sees what it brought alone; nil for whoever sees all.
    package var seesOnly: APIKeyID?
    package var idempotencyKey: IdempotencyKey?
    package var attempt: OrderAttempt?

    package init(
        _ dialect: BulkDialect,
        _ details: BulkDetails,
        _ source: Source,
        with key: APIKeyID?
    ) {
        self.dialect = dialect
        self.details = details
        self.source = source
        self.key = key
    }
}

extension Studio {
    /// Takes many requests: they are kept, and then ordered one after another as room for their jobs comes.
    ///
    /// A retry of the same request answers with the bulk that is there.
    /// - Throws: `Problem` `not_found` for a file that is not there or holds no lines, `too_many_batches`, `batch_empty`, `batch_too_long`,
    ///   `idempotency_key_reused`; then nothing is stored.
    package func submit(_ wish: BulkWish, for subject: SubjectID) async throws -> Bulk {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        let (bulk, rows) = try await stored(wish, under: permit)
        let (studio, claim) = (self, claim(of: wish, for: subject))
        let id = try await store.write { tx -> BulkID in
            let records = BulkRecords(tx, of: subject)
            try records.lock()
            if let earlier = try studio.earlier(wish, claim, in: records) { return earlier }
            guard try records.open().count < Bulk.mostOpen else {
                throw Problem(.tooManyBatches, ["most": "\(Bulk.mostOpen)"])
            }
            try studio.countBatch(of: subject, in: tx)
            try records.insert(bulk, claim)
            try records.insert(rows, of: bulk.id, at: bulk.createdAt)
            try studio.feedBulks([bulk.id], of: subject, in: tx)
            return bulk.id
        }
        queue.wake()
        return try await self.bulk(id, under: permit)
    }

    private func earlier(
        _ wish: BulkWish,
        _ claim: BulkClaim,
        in records: BulkRecords
    ) throws -> BulkID? {
        let now = clock.now()
        if let key = claim.key {
            guard let earlier = try records.earlier(key, since: now - IdempotencyKey.lifetime) else {
                return nil
            }
            guard earlier.body == claim.body else { throw Problem(.idempotencyKeyReused) }
            return earlier.id
        }
        guard let attempt = wish.attempt, attempt.joining == .newest, let body = claim.body else {
            return nil
        }
        return try records.newest(body, since: now - OrderAttempt.lifetime)
    }

    private func claim(of wish: BulkWish, for subject: SubjectID) -> BulkClaim {
        BulkClaim(
            key: wish.idempotencyKey.map {
                vault.index(subject.value.bytes + Data($0.text.utf8), as: "bulk key")
            },
            body: wish.attempt.map { vault.index(subject.value.bytes + $0.fingerprint, as: "bulk body") }
        )
    }

    private func stored(
        _ wish: BulkWish,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> (StoredBulk, [StoredBulkRow]) {
        var (file, rows): (StoredFileID?, [StoredBulkRow]) = (nil, [])
        switch wish.source {
        case .file(let id):
            let found = try await storedFile(id, under: permit)
            guard found.content == .lines, wish.seesOnly == nil || found.key == wish.seesOnly else {
                throw Problem(.notFound, field: "file")
            }
            file = id
        case .lines(let lines):
            guard !lines.isEmpty else { throw Problem(.batchEmpty) }
            guard lines.count <= Bulk.mostLines else {
                throw Problem(.batchTooLong, ["limit": "\(Bulk.mostLines)"])
            }
            for line in lines { rows.append(try await stored(line, under: permit)) }
        }
        let (id, now): (BulkID, Timestamp) = (ids.next(), clock.now())
        let details = try JSONEncoder().encode(wish.details)
        let bulk = StoredBulk(
            id: id,
            key: wish.key,
            dialect: wish.dialect,
            details: try await vault.seal(details, at: .details(of: id), under: permit),
            source: file,
            stage: file == nil ? .running : .reading,
            createdAt: now,
            begunAt: file == nil ? now : nil,
            expiresAt: now + Bulk.window
        )
        return (bulk, rows)
    }

    func stored(
        _ line: BulkLine,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> StoredBulkRow {
        let id: RowID = ids.next()
        var (name, content, details): (Sealed?, Sealed?, Sealed?) = (nil, nil, nil)
        if let text = line.name {
            name = try await vault.seal(Data(text.utf8), at: .bulkName(of: id), under: permit)
        }
        var problem: Problem?
        switch line.content {
        case .request(let request):
            content = try await vault.seal(request, at: .bulkContent(of: id), under: permit)
        case .refused(let why):
            problem = why
            details = try await vault.seal(why.stored, at: .bulkDetails(of: id), under: permit)
        }
        return StoredBulkRow(
            id: id,
            position: line.position,
            name: name,
            content: content,
            status: problem == nil ? .waiting : .refused,
            job: nil,
            failure: problem?.code.rawValue,
            details: details
        )
    }
}

extension Problem {
    /// What a refusal says beside its code, as it is kept.
    var stored: Data {
        get throws { try JSONEncoder().encode(StoredRefusal(field: field, arguments: arguments)) }
    }
}
