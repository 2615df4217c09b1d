import Billing
import Kernel
import Store
import TestSupport
import Testing

/// What one key may spend, beside what its account has.
struct KeyBudgetTests {
    let bench: BillingBench
    private let key = APIKeyID.sample(1)

    init() async throws {
        bench = try await BillingBench(granting: 1_000)
    }

    private func hold(
        _ price: Credits,
        images: Int = 1,
        for job: UInt64,
        within budget: KeyBudget?
    ) async throws {
        let charge = Charge(pricePerImage: price, images: images, dailyLimit: nil, budget: budget)
        try await bench.store.write { [bench] tx in
            try bench.billing.hold(charge, for: .sample(job), of: bench.payer, in: tx)
        }
    }

    private func spent(by key: APIKeyID) async throws -> KeySpending {
        try await bench.store.read { [bench] tx in try bench.billing.spent(by: key, in: tx) }
    }

    @Test func `a key has its pictures of a day, and the next day anew`() async throws {
        let budget = KeyBudget(key, imagesPerDay: 3)
        try await hold(0, images: 2, for: 1, within: budget)
        await #expect(throws: BillingError.keyImagesExceeded(limit: 3, left: 1)) {
            try await hold(0, images: 2, for: 2, within: budget)
        }
        try await hold(0, images: 1, for: 3, within: budget)
        #expect(try await spent(by: key) == KeySpending(imagesToday: 3, creditsOfMonth: 0))
        bench.time.advance(by: .days(1))
        #expect(try await spent(by: key).imagesToday == 0)
        try await hold(0, images: 3, for: 4, within: budget)
    }

    @Test func `a key has its credits of thirty days`() async throws {
        let budget = KeyBudget(key, creditsPerMonth: 10)
        try await hold(7, for: 1, within: budget)
        bench.time.advance(by: .days(29))
        await #expect(throws: BillingError.keyCreditsExceeded(limit: 10, left: 3)) {
            try await hold(4, for: 2, within: budget)
        }
        #expect(try await bench.free() == 993)
        bench.time.advance(by: .days(1))
        try await hold(10, for: 3, within: budget)
    }

    @Test func `what costs nothing needs no credits of the key`() async throws {
        let budget = KeyBudget(key, creditsPerMonth: 1)
        try await hold(1, for: 1, within: budget)
        try await hold(0, images: 4, for: 2, within: budget)
    }

    @Test func `what was not made is the key's again`() async throws {
        let budget = KeyBudget(key, imagesPerDay: 2, creditsPerMonth: 10)
        try await hold(5, images: 2, for: 1, within: budget)
        try await bench.capture(5, image: 0, of: 1)
        try await bench.release(1)
        #expect(try await spent(by: key) == KeySpending(imagesToday: 1, creditsOfMonth: 5))
        try await hold(5, images: 1, for: 2, within: budget)
    }

    @Test func `one key's spending is not another's, nor its person's own`() async throws {
        try await hold(5, for: 1, within: KeyBudget(key, creditsPerMonth: 5))
        try await hold(5, for: 2, within: KeyBudget(.sample(2), creditsPerMonth: 5))
        try await hold(5, for: 3, within: nil)
        #expect(try await spent(by: key).creditsOfMonth == 5)
        #expect(try await spent(by: .sample(3)) == .none)
    }

    @Test func `a budget is beside what the account has`() async throws {
        let poor = try await BillingBench(granting: 3)
        let charge = Charge(
            pricePerImage: 4,
            images: 1,
            dailyLimit: nil,
            budget: KeyBudget(key, creditsPerMonth: 100)
        )
        await #expect(throws: BillingError.insufficientCredits(needed: 4, free: 3)) {
            try await poor.store.write { tx in
                try poor.billing.hold(charge, for: .sample(1), of: poor.payer, in: tx)
            }
        }
    }

    @Test func `holds that come at once never take more than the key may`() async throws {
        let budget = KeyBudget(key, imagesPerDay: 12, creditsPerMonth: 30)
        let held = await withTaskGroup(of: Bool.self) { group in
            for job in 1...40 as ClosedRange<UInt64> {
                group.addTask { (try? await hold(3, for: job, within: budget)) != nil }
            }
            return await group.reduce(0) { $1 ? $0 + 1 : $0 }
        }
        #expect(held == 10)
        #expect(try await spent(by: key) == KeySpending(imagesToday: 10, creditsOfMonth: 30))
    }
}
