import Billing
import Kernel
import Store
import TestSupport
import Testing

struct QuotaTests {
    let bench: BillingBench

    init() async throws {
        bench = try await BillingBench()
    }

    @Test func `pictures count towards the day's quota as soon as they are held`() async throws {
        try await bench.hold(0, images: 3, limit: 4, for: 1)
        await #expect(throws: BillingError.quotaExceeded(limit: 4, left: 1)) {
            try await bench.hold(0, images: 2, limit: 4, for: 2)
        }
        try await bench.hold(0, images: 1, limit: 4, for: 3)
        #expect(try await bench.imagesToday() == 4)
    }

    @Test func `pictures that were not made do not count`() async throws {
        try await bench.hold(0, images: 4, limit: 4, for: 1)
        try await bench.capture(0, image: 0, of: 1)
        try await bench.release(1)
        #expect(try await bench.imagesToday() == 1)
        try await bench.hold(0, images: 3, limit: 4, for: 2)
    }

    /// The clock of these tests begins at 18:00.
    @Test func `the day ends at midnight in UTC`() async throws {
        try await bench.hold(0, images: 4, limit: 4, for: 1)
        bench.time.advance(by: .hours(6) - .milliseconds(1))
        #expect(try await bench.imagesToday() == 4)
        bench.time.advance(by: .milliseconds(1))
        #expect(try await bench.imagesToday() == 0)
        try await bench.hold(0, images: 4, limit: 4, for: 2)
    }

    @Test func `what is freed after midnight is freed for the day it was held on`() async throws {
        try await bench.hold(0, images: 4, limit: 4, for: 1)
        bench.time.advance(by: .days(1))
        try await bench.hold(0, images: 2, limit: 4, for: 2)
        try await bench.release(1)
        #expect(try await bench.imagesToday() == 2)
    }

    @Test func `holds that come at once never take more than the quota`() async throws {
        let bench = bench
        let held = await withTaskGroup(of: Bool.self) { group in
            for job in 1...20 as ClosedRange<UInt64> {
                group.addTask { (try? await bench.hold(0, images: 3, limit: 20, for: job)) != nil }
            }
            return await group.reduce(0) { $1 ? $0 + 1 : $0 }
        }
        #expect(held == 6)
    }
}

struct LedgerTableTests {
    @Test(arguments: ["credits = 0", "kind = 'grant'", "day = day", "images = images + 1"])
    func `an entry cannot be changed`(change: String) async throws {
        let bench = try await BillingBench(granting: 10)
        await #expect(throws: StoreError.constraint) {
            try await bench.store.write { tx in
                _ = try tx.run(SQL(stringLiteral: "UPDATE billing_entry SET \(change)"))
            }
        }
        #expect(try await bench.free() == 10)
    }

    @Test func `an entry cannot be negative`() async throws {
        let bench = try await BillingBench()
        await #expect(throws: StoreError.constraint) { try await bench.grant(-1) }
    }
}
