import Billing
import Kernel
import Store
import TestSupport

/// A ledger in memory, with one payer; each call is a transaction of its own.
struct BillingBench: Sendable {
    let time = TestClock()
    let payer = SubjectID.sample(1)
    let store: any Store
    let billing: Billing

    init(granting credits: Credits = 0) async throws {
        store = try SQLiteStore()
        try await store.migrate(Billing.migrations)
        billing = Billing(clock: time.clock, ids: IDs(clock: time.clock, randomness: .seeded()))
        if credits > .zero { try await grant(credits) }
    }

    func grant(_ credits: Credits) async throws {
        try await store.write { [billing, payer] tx in try billing.grant(credits, to: payer, in: tx) }
    }

    func hold(_ price: Credits, images: Int = 1, limit: Int? = nil, for job: UInt64 = 1) async throws {
        let charge = Charge(pricePerImage: price, images: images, dailyLimit: limit)
        try await store.write { [billing, payer] tx in
            try billing.hold(charge, for: .sample(job), of: payer, in: tx)
        }
    }

    func capture(_ price: Credits, image: Int = 0, of job: UInt64 = 1) async throws {
        try await store.write { [billing] tx in
            try billing.capture(price, forImage: image, of: .sample(job), in: tx)
        }
    }

    func release(_ job: UInt64 = 1) async throws {
        try await store.write { [billing] tx in try billing.release(holdOf: .sample(job), in: tx) }
    }

    func free(of payer: SubjectID? = nil) async throws -> Credits {
        let payer = payer ?? self.payer
        return try await store.read { [billing] tx in try billing.freeCredits(of: payer, in: tx) }
    }

    func imagesToday() async throws -> Int {
        try await store.read { [billing, payer] tx in try billing.imagesToday(of: payer, in: tx) }
    }

    /// The sum of one kind of entries of a job.
    func sum(_ kind: String, of job: UInt64) async throws -> Sum {
        let found: Sum? = try await store.read { tx in
            try tx.first(
                """
                SELECT coalesce(sum(credits), 0) AS credits, coalesce(sum(images), 0) AS images FROM billing_entry
                WHERE kind = \(kind) AND job_id = \(JobID.sample(job))
                """
            ) { try Sum(credits: $0.get("credits"), images: $0.get("images")) }
        }
        return found ?? Sum(credits: 0, images: 0)
    }
}

struct Sum: Hashable {
    let credits: Credits
    let images: Int

    static func + (left: Sum, right: Sum) -> Sum {
        Sum(credits: left.credits + right.credits, images: left.images + right.images)
    }
}
