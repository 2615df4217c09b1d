import Billing
import Engines
import FoundationEssentials
package import Kernel
import Purposes
import Queue
import Store
import Vault

extension Studio {
    /// Checks what can be checked of an order before anybody is known, so that a refused one leaves no visitor behind.
    ///
    /// Whoever orders for the first time has nothing that could be varied.
    /// - Throws: `Problem`.
    package func check(_ order: Order, isFirst: Bool) throws(Problem) {
        _ = try model(for: order)
        guard !isFirst || order.variationOf == nil else { throw Problem(.notFound, field: "variation_of") }
    }

    /// Judges the words of somebody's first order, before anything is stored about them; `submit` judges all others.
    /// - Throws: `Problem` `prompt_refused`.
    package func screen(_ order: Order) async throws {
        try await screening.check(order.prompt, of: nil)
    }

    private func model(for order: Order) throws(Problem) -> Model {
        let model = try models.model(named: order.model, at: clock.now())
        try model.check(size: order.spec.size, count: order.count, style: order.style)
        return model
    }

    /// Takes an order: checks it against its model, holds its price, and queues the job, in one transaction.
    ///
    /// A retry under the same idempotency key answers with the job that is there.
    /// - Throws: `Problem`; then nothing is stored and nothing held.
    package func submit(_ order: Order, for subject: SubjectID) async throws -> Job {
        let model = try model(for: order)
        let permit = try await gate.permit(ProvideService.self, for: subject)
        let draft = try await draft(order, model, under: permit)
        if let joined = try await joined(draft) { return try await job(joined, under: permit) }
        try await screening.check(order.prompt, of: subject)
        let charge = Charge(
            pricePerImage: model.price,
            images: order.count,
            dailyLimit: model.price == .zero ? limits.freeImagesPerDay : nil
        )
        let id = try await commit(draft, charge)
        queue.wake()
        return try await job(id, under: permit)
    }

    /// Everything that the transaction stores, made before it begins: sealing needs the key ring.
    private struct Draft: Sendable {
        let row: JobRow
        let words: Set<Data>
        let key: Data?
        let body: Data
    }

    private func draft(
        _ order: Order,
        _ model: Model,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Draft {
        let id: JobID = ids.next()
        let subject = permit.subject
        let row = JobRow(
            id: id,
            subject: subject,
            status: .queued,
            task: Model.Task.generate.rawValue,
            model: model.id,
            style: order.style,
            prompt: try await vault.seal(Data(order.prompt.text.utf8), at: .prompt(of: id), under: permit),
            size: order.spec.size,
            count: order.count,
            seed: order.seed ?? randomness.seed(),
            price: model.price * order.count,
            parent: order.variationOf,
            notes: nil,
            failure: nil,
            revision: 1,
            createdAt: clock.now(),
            finishedAt: nil
        )
        return Draft(
            row: row,
            words: try await vault.searchTokens(of: order.prompt.text, under: permit),
            key: order.idempotencyKey.map { index($0.text, of: subject, as: "idempotency key") },
            body: index(order.fingerprint, of: subject, as: "idempotency body")
        )
    }

    private func index(
        _ text: String,
        of subject: SubjectID,
        as use: StaticString
    ) -> Data {
        vault.index(subject.value.bytes + Data(text.utf8), as: use)
    }

    private func commit(_ draft: Draft, _ charge: Charge) async throws -> JobID {
        let (row, studio) = (draft.row, self)
        do {
            return try await store.write { tx in
                if let joined = try studio.earlierJob(of: draft, in: tx) { return joined }
                try studio.require(draft, in: tx)
                try studio.billing.hold(charge, for: row.id, of: row.subject, in: tx)
                try JobRecords(tx).insert(row)
                let requests = RequestRecords(tx)
                try requests.insertWords(draft.words, of: row.id, subject: row.subject)
                if let key = draft.key {
                    let until = row.createdAt + IdempotencyKey.lifetime
                    try requests.insert(key, body: draft.body, job: row.id, of: row.subject, until: until)
                }
                try studio.queue.add(NewWork(RunJob.type, on: row.id.value, of: row.subject), in: tx)
                return row.id
            }
        } catch let error as BillingError {
            throw Problem(error, at: clock.now())
        }
    }

    /// The job that an earlier try of the same request made: a retry joins it whatever the rules say by now.
    private func joined(_ draft: Draft) async throws -> JobID? {
        guard draft.key != nil else { return nil }
        let studio = self
        return try await store.read { tx in try studio.earlierJob(of: draft, in: tx) }
    }

    private func earlierJob(of draft: Draft, in tx: Transaction) throws -> JobID? {
        guard let key = draft.key,
            let earlier = try RequestRecords(tx).earlier(key, of: draft.row.subject, now: draft.row.createdAt)
        else { return nil }
        guard earlier.body == draft.body else { throw Problem(.idempotencyKeyReused) }
        return earlier.job
    }

    private func require(_ draft: Draft, in tx: Transaction) throws {
        let subject = draft.row.subject
        if let parent = draft.row.parent, try ImageRecords(tx).picture(parent, of: subject) == nil {
            throw Problem(.notFound, field: "variation_of")
        }
        guard try JobRecords(tx).openJobs(of: subject) < limits.openJobs else {
            throw Problem(.tooManyJobs, ["limit": "\(limits.openJobs)"])
        }
    }
}

extension Problem {
    fileprivate init(_ error: BillingError, at now: Timestamp) {
        switch error {
        case .insufficientCredits(let needed, let free):
            self.init(.insufficientCredits, ["needed": "\(needed.amount)", "free": "\(free.amount)"])
        case .quotaExceeded(let limit, let left):
            let quota = Quota.images("visitor_images", aDay: limit, left: left, at: now)
            self.init(.quotaExceeded, ["limit": "\(limit)"], violating: [quota])
        }
    }
}
