import Billing
import Kernel
import Store
import TestSupport
import Testing

struct HoldTests {
    let bench: BillingBench

    init() async throws {
        bench = try await BillingBench(granting: 10)
    }

    @Test(arguments: [(1, 1, 9), (2, 2, 6), (5, 2, 0), (10, 1, 0), (0, 4, 10)])
    func `a hold leaves the rest free`(price: Int64, images: Int, free: Int64) async throws {
        try await bench.hold(Credits(price), images: images)
        #expect(try await bench.free() == Credits(free))
    }

    @Test(arguments: [(11, 1), (6, 2), (1, 11), (9_000, 1)])
    func `nobody holds more than they have`(price: Int64, images: Int) async throws {
        let needed = Credits(price) * images
        await #expect(throws: BillingError.insufficientCredits(needed: needed, free: 10)) {
            try await bench.hold(Credits(price), images: images)
        }
        #expect(try await bench.free() == 10)
        #expect(try await bench.imagesToday() == 0)
    }

    @Test func `asking twice for one job holds once`() async throws {
        for _ in 0..<2 { try await bench.hold(4) }
        #expect(try await bench.free() == 6)
        #expect(try await bench.imagesToday() == 1)
    }

    @Test func `what is held cannot be held again`() async throws {
        try await bench.hold(7, for: 1)
        await #expect(throws: BillingError.insufficientCredits(needed: 4, free: 3)) {
            try await bench.hold(4, for: 2)
        }
    }

    @Test func `one person's credits are not another's`() async throws {
        #expect(try await bench.free(of: .sample(2)) == 0)
    }

    @Test func `holds that come at once never take more than there is`() async throws {
        let bench = try await BillingBench(granting: 50)
        let held = await withTaskGroup(of: Bool.self) { group in
            for job in 1...40 as ClosedRange<UInt64> {
                group.addTask { (try? await bench.hold(3, for: job)) != nil }
            }
            return await group.reduce(0) { $1 ? $0 + 1 : $0 }
        }
        #expect(held == 16)
        #expect(try await bench.free() == 2)
    }
}

struct SettlementTests {
    let bench: BillingBench

    init() async throws {
        bench = try await BillingBench(granting: 10)
        try await bench.hold(2, images: 3)
    }

    @Test(arguments: 0...3)
    func `pictures that were made stay paid and the rest is free again`(made: Int) async throws {
        for image in 0..<made { try await bench.capture(2, image: image) }
        try await bench.release()
        #expect(try await bench.free() == Credits(10 - Int64(made) * 2))
        #expect(try await bench.imagesToday() == made)
    }

    @Test func `capturing a picture twice spends once`() async throws {
        for _ in 0..<2 { try await bench.capture(2, image: 1) }
        try await bench.release()
        #expect(try await bench.free() == 8)
    }

    @Test func `releasing twice frees once`() async throws {
        for _ in 0..<2 { try await bench.release() }
        #expect(try await bench.free() == 10)
        #expect(try await bench.imagesToday() == 0)
    }

    @Test func `nothing is spent after the release`() async throws {
        try await bench.release()
        try await bench.capture(2, image: 0)
        #expect(try await bench.sum("capture", of: 1) == Sum(credits: 0, images: 0))
        #expect(try await bench.free() == 10)
    }

    @Test(arguments: [(3, 2), (0, 7)])
    func `no more is spent than was held`(image: Int, price: Int64) async throws {
        for place in 0..<3 { try await bench.capture(place == image ? Credits(price) : 2, image: place) }
        try await bench.capture(Credits(price), image: image)
        try await bench.release()
        #expect(try await bench.sum("capture", of: 1).credits <= 6)
        #expect(try await bench.free() >= 4)
    }

    @Test func `what nobody held is neither spent nor freed`() async throws {
        try await bench.capture(2, of: 9)
        try await bench.release(9)
        #expect(try await bench.free() == 4)
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `whatever happens in whatever order, what was held is captured or released in the end`(
        seed: UInt64
    ) async throws {
        let bench = try await BillingBench(granting: 100)
        var chance = SeededGenerator(Seed(clamping: seed))
        for _ in 0..<120 {
            try await bench.act(&chance)
            #expect(try await bench.free() >= .zero)
        }
        for job in 1...5 as ClosedRange<UInt64> {
            try await bench.release(job)
            let (captured, released) = try await (
                bench.sum("capture", of: job), bench.sum("release", of: job)
            )
            #expect(try await bench.sum("hold", of: job) == captured + released)
        }
    }
}

extension BillingBench {
    /// Does one operation of those that a server does, on one of five jobs of up to four pictures at 3 credits.
    fileprivate func act(_ chance: inout SeededGenerator) async throws {
        let job = UInt64.random(in: 1...5, using: &chance)
        switch Int.random(in: 0..<10, using: &chance) {
        case 0..<3: try? await hold(3, images: Int.random(in: 1...4, using: &chance), for: job)
        case 3..<9: try await capture(3, image: Int.random(in: 0..<4, using: &chance), of: job)
        default: try await release(job)
        }
    }
}
