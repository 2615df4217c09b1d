import Engines
import FoundationEssentials
import Kernel
import Store
import Vault

/// How many pictures, and how large they are together.
struct Amount: Hashable, Sendable {
    let count: Int
    /// In bytes.
    let bytes: Int

    static func + (left: Amount, right: Amount) -> Amount {
        Amount(count: left.count + right.count, bytes: left.bytes + right.bytes)
    }
}

/// What a retry of an upload is recognised by.
struct UploadMemory: Sendable {
    /// One a file; the first is the client's own, so that it serves for nothing else.
    let keys: [Data]
    let body: Data
}

extension Studio {
    func memory(of upload: Upload, for subject: SubjectID) -> UploadMemory? {
        guard let key = upload.idempotencyKey else { return nil }
        let names = [key.text] + upload.files.indices.dropFirst().map { "\(key.text)\u{0}\($0)" }
        return UploadMemory(
            keys: names.map {
                vault.index(subject.value.bytes + Data($0.utf8), as: "idempotency key")
            },
            body: vault.index(subject.value.bytes + upload.fingerprint, as: "idempotency body")
        )
    }

    /// The pictures that an earlier try of the same request brought, without those that are deleted since.
    /// - Throws: `Problem` `idempotency_key_reused`.
    func earlier(
        _ memory: UploadMemory?,
        of subject: SubjectID,
        in tx: Transaction
    ) throws -> [Image]? {
        let (requests, now) = (RequestRecords(tx), clock.now())
        guard let memory, let own = memory.keys.first,
            let first = try requests.earlier(own, of: subject, now: now)
        else { return nil }
        guard first.body == memory.body else { throw Problem(.idempotencyKeyReused) }
        return try memory.keys.flatMap { key -> [Image] in
            guard let found = try requests.earlier(key, of: subject, now: now) else { return [] }
            return try ImageRecords(tx).pictures(of: found.job)
        }
    }

    /// Bounds what somebody brings in a day, which begins at 00:00 UTC.
    /// - Throws: `Problem` `quota-exceeded`.
    func requireRoom(
        for more: Amount,
        of subject: SubjectID,
        in tx: Transaction
    ) throws {
        let now = clock.now()
        let day = Timestamp(
            milliseconds: now.milliseconds - now.milliseconds % Duration.days(1).wholeMilliseconds
        )
        let today =
            try ImageRecords(tx).uploads(of: subject, since: day)
            + FileRecords(tx).brought(by: subject, since: day)
        if let limit = limits.uploadsPerDay, today.count + more.count > limit {
            let quota = Quota.aDay("uploads", .uploads, limit: limit, left: limit - today.count, at: now)
            throw Problem(.quotaExceeded, violating: [quota])
        }
        if let limit = limits.uploadedBytesPerDay, today.bytes + more.bytes > limit {
            let quota = Quota.aDay(
                "uploaded_bytes",
                .uploads,
                limit: limit,
                left: max(0, limit - today.bytes),
                at: now
            )
            throw Problem(.quotaExceeded, violating: [quota])
        }
    }
}
