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
    /// Whoever orders for the first time has no pictures that could be varied or worked on.
    /// - Throws: `Problem`.
    package func check(_ order: Order, isFirst: Bool) throws(Problem) {
        let order = try order.settled(for: model(for: order))
        guard isFirst else { return }
        // Whoever is nobody yet is refused before they are somebody, wherever no picture is needed to know it.
        guard order.variationOf == nil else { throw Problem(.notFound, field: "variation_of") }
        if let input = order.task.inputs.first { throw Problem(.notFound, field: input.field) }
        _ = try prepared(order, with: [:])
    }

    /// Judges the words of somebody's first order, before anything is stored about them; `submit` judges all others.
    /// - Throws: `Problem` `prompt_refused`, or why a text cannot be set.
    package func screen(_ order: Order) async throws {
        let order = try order.settled(for: model(for: order))
        try await screen(order, of: nil)
        try await checkTexts(of: order, prepared(order, with: [:]))
    }

    func screen(_ order: Order, of subject: SubjectID?) async throws {
        // What is not to be seen is words to some models too.
        let unwanted = order.negative.map { [$0.text] } ?? []
        for words in order.words + unwanted { try await screening.check(Prompt(words), of: subject) }
    }

    /// Whether what an order says and shows goes to somebody else's server.
    /// - Throws: `Problem` for a model that there is not, or that does not take such an order.
    package func leaves(_ order: Order) throws(Problem) -> Bool { try model(for: order).isElsewhere }

    func model(for order: Order) throws(Problem) -> Model {
        let model = try models.model(named: order.model, for: order.task.name, at: clock.now())
        try model.check(size: order.spec?.size, count: order.count, style: order.style)
        if order.negative != nil { try requireNegatives(model, order.task) }
        try order.task.checkInputs()
        if case .generate = order.task { try model.checkReferences(0, different: 0, hasMask: false) }
        return model
    }

    /// Scenes are drawn as they are written: only words can be told what to leave out.
    private func requireNegatives(_ model: Model, _ task: OrderTask) throws(Problem) {
        switch task {
        case .generate where model.takesNegative == true, .repaint where model.takesNegative == true,
            .edit where model.takesNegative == true:
            return
        default: throw Problem(.negativeUnsupported, field: "negative_prompt", ["model": model.id])
        }
    }

    /// Takes an order: checks it against its model and its pictures, holds its price, and queues the job, in one transaction.
    ///
    /// A retry under the same idempotency key answers with the job that is there.
    /// - Throws: `Problem`; then nothing is stored and nothing held.
    package func submit(_ order: Order, for subject: SubjectID) async throws -> Job {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        return try await job(take(order, filling: nil, under: permit), under: permit)
    }

    /// Takes the order that a row of a batch or a bulk stands for, in the one transaction that ends the row's waiting.
    /// - Throws: `Problem`, or `RowTaken` when the row does not wait any more; then nothing is stored and nothing held.
    func submit(
        _ order: Order,
        filling row: WaitingRow,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        _ = try await take(order, filling: row, under: permit)
    }

    private func take(
        _ order: Order,
        filling row: WaitingRow?,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> JobID {
        let model = try model(for: order)
        let order = try order.settled(for: model)
        let subject = permit.subject
        let claim = claim(of: order, for: subject)
        if let joined = try await joined(claim) { return joined }
        try await requireSight(of: order, under: permit)
        if model.isElsewhere { try await requireLeave(of: subject) }
        try await screen(order, of: subject)
        let prepared = try await prepared(order, under: permit)
        let draft = try await draft(order, prepared, model, claim, under: permit)
        let charge = Charge(
            pricePerImage: model.price,
            images: order.count,
            dailyLimit: model.price == .zero ? try await dailyLimit(of: model, for: subject) : nil,
            budget: order.budget,
            model: model.id
        )
        let id = try await commit(draft, charge, filling: row)
        queue.wake()
        return id
    }

    private func dailyLimit(of model: Model, for subject: SubjectID) async throws -> Int? {
        guard limits.countsImages(of: model) else { return nil }
        return limits.imagesPerDay(of: model, for: try await screening.standing(of: subject))
    }

    /// Whether somebody may have what they order made elsewhere now.
    ///
    /// What a provider refused, or left nobody knowing, costs nothing here and may cost whoever runs the server: so calls are
    /// bounded beside pictures.
    private func requireLeave(of subject: SubjectID) async throws {
        try await screening.requireGrown(subject)
        guard let limit = limits.paidImagesPerDay else { return }
        let since = clock.now() - .days(1)
        let calls = try await store.read { tx in try CallRecords(tx).calls(toOthersFor: subject, since: since)
        }
        guard calls < limit * StudioLimits.callsPerPaidImage else {
            throw Problem(.quotaExceeded, ["limit": "\(limit)", "left": "0"])
        }
    }

    /// One attempt to order, by its client's name for it.
    private struct Claim: Sendable {
        let subject: SubjectID
        let key: Data?
        let body: Data
        let attempt: (fingerprint: Data, joining: OrderAttempt.Joining)?
        let madeAt: Timestamp
    }

    private func claim(of order: Order, for subject: SubjectID) -> Claim {
        if let attempt = order.attempt { return claim(order.idempotencyKey, attempt, of: subject) }
        return Claim(
            subject: subject,
            key: order.idempotencyKey.map { index($0.text, of: subject, as: "idempotency key") },
            body: index(order.fingerprint, of: subject, as: "idempotency body"),
            attempt: nil,
            madeAt: clock.now()
        )
    }

    /// Of a request that is known by its digest: what it orders names pictures that each try brings anew.
    private func claim(_ key: IdempotencyKey?, _ attempt: OrderAttempt, of subject: SubjectID) -> Claim {
        let content = subject.value.bytes + attempt.fingerprint
        return Claim(
            subject: subject,
            key: key.map { index($0.text, of: subject, as: "idempotency key") },
            body: vault.index(content, as: "idempotency body"),
            attempt: (vault.index(content, as: "request"), attempt.joining),
            madeAt: clock.now()
        )
    }

    /// The job that an earlier try of the same request made.
    func earlierJob(
        _ key: IdempotencyKey?,
        _ attempt: OrderAttempt,
        of subject: SubjectID
    ) async throws -> JobID? {
        let (studio, claim) = (self, claim(key, attempt, of: subject))
        return try await store.read { tx in try studio.earlierJob(of: claim, in: tx) }
    }

    /// Everything that the transaction stores, made before it begins: sealing needs the key ring.
    private struct Draft: Sendable {
        let row: JobRow
        let named: [OrderInput]
        let inputs: [JobInput]
        let words: Set<Data>
        let work: WorkType
        let claim: Claim
    }

    private func draft(
        _ order: Order,
        _ prepared: PreparedOrder,
        _ model: Model,
        _ claim: Claim,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Draft {
        let id: JobID = ids.next()
        var settings: Sealed?
        if let plain = prepared.settings {
            settings = try await vault.seal(plain.json, at: .settings(of: id), under: permit)
        }
        let row = JobRow(
            id: id,
            subject: permit.subject,
            status: .queued,
            task: order.task.name.rawValue,
            model: model.id,
            style: order.style,
            prompt: try await vault.seal(Data(order.prompt.text.utf8), at: .prompt(of: id), under: permit),
            size: prepared.size,
            count: order.count,
            seed: order.seed ?? randomness.seed(),
            price: model.price * order.count,
            parent: prepared.parent,
            notes: try await sealed(prepared.notes, of: id, under: permit),
            settings: settings,
            failure: nil,
            revision: 1,
            createdAt: claim.madeAt,
            finishedAt: nil,
            key: order.budget?.key
        )
        return Draft(
            row: row,
            named: order.task.inputs,
            inputs: prepared.inputs,
            words: try await vault.searchTokens(of: order.words.joined(separator: "\n"), under: permit),
            work: workType(of: model),
            claim: claim
        )
    }

    private func index(
        _ text: String,
        of subject: SubjectID,
        as use: StaticString
    ) -> Data {
        vault.index(subject.value.bytes + Data(text.utf8), as: use)
    }

    private func commit(_ draft: Draft, _ charge: Charge, filling waiting: WaitingRow?) async throws -> JobID
    {
        let (row, studio) = (draft.row, self)
        do {
            return try await store.write { tx in
                if let joined = try studio.earlierJob(of: draft.claim, in: tx) { return joined }
                if let waiting, try !waiting.order(as: row.id, of: row.subject, in: tx) { throw RowTaken() }
                try studio.require(draft, in: tx)
                try studio.billing.hold(charge, for: row.id, of: row.subject, in: tx)
                try JobRecords(tx).insert(row)
                try InputRecords(tx).insert(draft.inputs, of: row.id, subject: row.subject)
                let requests = RequestRecords(tx)
                try requests.insertWords(draft.words, of: row.id, subject: row.subject)
                if let key = draft.claim.key {
                    let (body, until) = (draft.claim.body, row.createdAt + IdempotencyKey.lifetime)
                    try requests.insert(key, body: body, job: row.id, of: row.subject, until: until)
                }
                if let attempt = draft.claim.attempt {
                    let until = row.createdAt + OrderAttempt.lifetime
                    try AttemptRecords(tx)
                        .insert(attempt.fingerprint, job: row.id, of: row.subject, until: until)
                }
                try studio.queue.add(NewWork(draft.work, on: row.id.value, of: row.subject), in: tx)
                return row.id
            }
        } catch let error as BillingError {
            throw Problem(error, at: clock.now())
        }
    }

    /// The job that an earlier try of the same request made: a retry joins it whatever the rules say by now.
    private func joined(_ claim: Claim) async throws -> JobID? {
        guard claim.key != nil else { return nil }
        let studio = self
        return try await store.read { tx in try studio.earlierJob(of: claim, in: tx) }
    }

    private func earlierJob(of claim: Claim, in tx: Transaction) throws -> JobID? {
        if let key = claim.key {
            guard let earlier = try RequestRecords(tx).earlier(key, of: claim.subject, now: claim.madeAt)
            else { return nil }
            guard earlier.body == claim.body else { throw Problem(.idempotencyKeyReused) }
            return earlier.job
        }
        guard let attempt = claim.attempt else { return nil }
        return try AttemptRecords(tx).earlier(
            attempt.fingerprint,
            of: claim.subject,
            attempt.joining,
            now: claim.madeAt
        )
    }

    private func require(_ draft: Draft, in tx: Transaction) throws {
        let subject = draft.row.subject
        // Looked at before; one may have been deleted meanwhile.
        _ = try images(of: draft.named, for: subject, in: tx)
        if draft.named.isEmpty, let parent = draft.row.parent,
            try ImageRecords(tx).picture(parent, of: subject) == nil
        {
            throw Problem(.notFound, field: "variation_of")
        }
        guard try JobRecords(tx).openJobs(of: subject) < limits.openJobs else {
            throw Problem(.tooManyJobs, ["limit": "\(limits.openJobs)"])
        }
    }
}

/// What waits until its turn to be ordered comes.
enum WaitingRow: Sendable {
    case batch(RowID)
    case bulk(RowID, keeping: Sealed)

    /// Gives it its job, once.
    /// - Returns: whether it waited still.
    func order(as job: JobID, of subject: SubjectID, in tx: Transaction) throws -> Bool {
        switch self {
        case .batch(let row): try BatchRecords(tx, of: subject).order(row, as: job)
        case .bulk(let row, let answer):
            try BulkRecords(tx, of: subject).order(row, as: job, keeping: answer)
        }
    }
}

/// A row of a batch does not wait any more: it was cancelled, or has another owner.
struct RowTaken: Error {}

extension Problem {
    fileprivate init(_ error: BillingError, at now: Timestamp) {
        switch error {
        case .insufficientCredits(let needed, let free):
            self.init(.insufficientCredits, ["needed": "\(needed.amount)", "free": "\(free.amount)"])
        case .quotaExceeded(let limit, let left):
            let quota = Quota.images("images", aDay: limit, left: left, at: now)
            self.init(.quotaExceeded, ["limit": "\(limit)"], violating: [quota])
        case .keyImagesExceeded(let limit, let left):
            let quota = Quota.images("key_images", aDay: limit, left: left, at: now)
            self.init(.quotaExceeded, ["limit": "\(limit)"], violating: [quota])
        case .keyCreditsExceeded(let limit, let left):
            self.init(.keyBudgetExceeded, ["limit": "\(limit.amount)", "left": "\(left.amount)"])
        }
    }
}
