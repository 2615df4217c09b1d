import Engines
import FoundationEssentials
package import Kernel
import Purposes
import Queue
import Store
import Vault

extension Studio {
    /// What all prompts of a batch may come to, in bytes.
    private static let longestPrompts = 4 * BatchSheet.longestText

    /// Checks every row of a batch as far as nobody has to be known for it, and says what all of them come to.
    /// - Throws: `Problem`, which names line and column where a row is at fault.
    @concurrent
    package func estimate(_ wish: BatchWish) async throws(Problem) -> BatchEstimate {
        var (images, price, leaves, bytes) = (0, Credits.zero, false, 0)
        for line in wish.sheet.lines {
            let order = try wish.recipe.order(of: line)
            bytes += order.prompt.text.utf8.count
            guard bytes <= Self.longestPrompts else {
                throw Problem(.tableTooLarge, field: line.place.member, ["limit": "4"])
            }
            do {
                let model = try model(for: order)
                price = price + model.price * order.count
                leaves = leaves || model.isElsewhere
            } catch {
                throw line.problem(error.ofRow)
            }
            images += order.count
        }
        return BatchEstimate(images: images, price: price, leaves: leaves)
    }

    /// Judges the words of somebody's first batch, before anything is stored about them.
    /// - Throws: `Problem` `prompt_refused`, or why a text cannot be set.
    package func screen(_ wish: BatchWish) async throws {
        for line in wish.sheet.lines { try await screen(wish.recipe.order(of: line)) }
    }

    /// Takes a batch: all rows are kept, and then ordered one after another as room for their jobs comes.
    ///
    /// A row that is refused then costs nothing and says why. A retry under the same idempotency key answers with the batch that is there.
    /// - Throws: `Problem` as `estimate`, `too_many_batches`, `idempotency_key_reused`; then nothing is stored.
    package func submit(
        _ wish: BatchWish,
        _ estimate: BatchEstimate,
        for subject: SubjectID
    ) async throws -> Batch {
        if estimate.leaves { try await screening.requireGrown(subject) }
        let permit = try await gate.permit(ProvideService.self, for: subject)
        let claim = claim(of: wish, for: subject)
        let batch = try await stored(wish, under: permit)
        let rows = try await stored(wish.sheet, under: permit)
        let (studio, since) = (self, batch.createdAt - IdempotencyKey.lifetime)
        let id = try await store.write { tx -> BatchID in
            let records = BatchRecords(tx, of: subject)
            try records.lock()
            if let claim, let earlier = try records.earlier(claim.key, since: since) {
                guard earlier.body == claim.body else { throw Problem(.idempotencyKeyReused) }
                return earlier.id
            }
            if let claim, try records.isSpent(claim.key, at: batch.createdAt) {
                throw Problem(.idempotencyKeyReused)
            }
            guard try records.waitingBatches().count < Batch.mostOpen else {
                throw Problem(.tooManyBatches, ["most": "\(Batch.mostOpen)"])
            }
            try studio.countBatch(of: subject, in: tx)
            try records.insert(batch, rows, claim)
            try studio.feed([batch.id], of: subject, in: tx)
            return batch.id
        }
        queue.wake()
        return try await self.batch(id, under: permit)
    }

    /// Bounds how many batches somebody orders in a day, which begins at 00:00 UTC; deleted ones count.
    /// - Throws: `Problem` `too_many_batches`, which says when the next day begins.
    func countBatch(of subject: SubjectID, in tx: Transaction) throws {
        guard let limit = limits.batchesPerDay else { return }
        let (days, now) = (BatchDayRecords(tx, of: subject), clock.now())
        let quota = Quota.aDay("batches", .batches, limit: limit, left: 0, at: now)
        let day = Duration.days(1).wholeMilliseconds
        let midnight = Timestamp(milliseconds: now.milliseconds - now.milliseconds % day + day)
        guard try days.batches(until: midnight) < limit else {
            let hours = (quota.wait + 3_599) / 3_600
            throw Problem(
                .tooManyBatches,
                ["most": "\(limit)", "hours": "\(hours)"],
                violating: [quota]
            )
        }
        try days.countOne(until: midnight)
    }

    private func claim(of wish: BatchWish, for subject: SubjectID) -> BatchClaim? {
        wish.idempotencyKey.map { key in
            BatchClaim(
                key: vault.index(subject.value.bytes + Data(key.text.utf8), as: "batch key"),
                body: vault.index(subject.value.bytes + Data(wish.fingerprint.utf8), as: "batch body")
            )
        }
    }

    private func stored(
        _ wish: BatchWish,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> StoredBatch {
        let id: BatchID = ids.next()
        let recipe = try await vault.seal(wish.recipe.json, at: .recipe(of: id), under: permit)
        return StoredBatch(id: id, recipe: recipe, createdAt: clock.now(), budget: wish.budget)
    }

    private func stored(
        _ sheet: BatchSheet,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> [StoredBatchRow] {
        var rows: [StoredBatchRow] = []
        for (position, line) in sheet.lines.enumerated() {
            let id: RowID = ids.next()
            let row = StoredBatchRow(
                id: id,
                position: position,
                content: try await vault.seal(line.json, at: .content(of: id), under: permit),
                status: .waiting,
                job: nil,
                failure: nil,
                details: nil
            )
            rows.append(row)
        }
        return rows
    }
}

extension Problem {
    /// As a row has it, which brings no pictures: what its model misses is told of the model.
    fileprivate var ofRow: Problem {
        field == "images" || field == "mask"
            ? Problem(code, field: BatchColumn.model.rawValue, arguments) : self
    }
}
