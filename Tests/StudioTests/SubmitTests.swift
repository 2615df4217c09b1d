import Foundation
import Kernel
import Purposes
import Store
import Studio
import TestSupport
import Testing
import Vault

@Suite(.timeLimit(.minutes(5)))
struct SubmitTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImagesPerDay: 6, openJobs: 3)
        place = try await TestInstallation(plan)
        person = try await place.newVisitor()
    }

    @Test func `an accepted order is a job that waits`() async throws {
        let order = try Order.sample("a red cat", model: "default", size: "640x480", count: 2, style: "flat")
        let job = try await place.studio.submit(order, for: person)
        #expect(job.status == .queued)
        #expect(job.model == "free", "an alias is settled")
        #expect(job.prompt.text == "a red cat")
        #expect(job.size == PixelSize(width: 640, height: 480))
        #expect((job.count, job.style, job.seed.number, job.price) == (2, "flat", 7, 0))
        #expect((job.progress, job.stage, job.images, job.notes) == (0, "waiting", [], []))
        #expect(job.createdAt == place.time.now)
        #expect(try await place.job(job.id, of: person) == job)
    }

    @Test func `an order without a seed gets one, and keeps it`() async throws {
        let (one, two) = try await (
            place.studio.submit(.sample(seed: nil), for: person),
            place.studio.submit(.sample(seed: nil), for: person)
        )
        #expect(one.seed != two.seed)
        #expect(try await place.job(one.id, of: person).seed == one.seed)
    }

    @Test func `submitting holds the price and the pictures of the day`() async throws {
        try await place.grant(10, to: person)
        let job = try await place.studio.submit(.sample(model: "paid", count: 3), for: person)
        #expect(job.price == 9)
        #expect(try await place.freeCredits(of: person) == 1)
    }

    @Test(arguments: BadOrder.all)
    func `a bad order is refused by its code, and nothing is stored or held`(_ bad: BadOrder) async throws {
        let before = try await stored()
        let order = try bad.order()
        await #expect(throws: bad.problem) { try await place.submit(order, for: person) }
        #expect(try await stored() == before)
    }

    @Test func `what the model refuses is refused before anybody is known`() throws {
        let order = try Order.sample(model: "nothing")
        #expect(throws: Problem(.modelUnknown, field: "model")) {
            try place.studio.check(order, isFirst: true)
        }
    }

    @Test func `who orders for the first time has nothing to vary`() throws {
        let order = try Order.sample(variationOf: .sample())
        #expect(throws: Problem(.notFound, field: "variation_of")) {
            try place.studio.check(order, isFirst: true)
        }
        try place.studio.check(order, isFirst: false)
    }

    @Test func `the day's quota holds for models that cost nothing, and for those alone`() async throws {
        for _ in 0..<3 { _ = try await place.run(.sample(count: 2), for: person) }
        let quota = Quota.images("images", aDay: 6, left: 0, at: place.time.now)
        await #expect(throws: Problem(.quotaExceeded, ["limit": "6"], violating: [quota])) {
            try await place.submit(.sample(), for: person)
        }
        try await place.grant(3, to: person)
        _ = try await place.submit(.sample(model: "paid"), for: person)
        place.time.advance(by: .days(1))
        _ = try await place.submit(.sample(), for: person)
    }

    @Test(arguments: [(Standing.visitor, 1), (.member, 2), (.staff, 3)])
    func `how many pictures a day are free depends on who somebody is`(
        standing: Standing,
        limit: Int
    ) async throws {
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImages: ImagesPerDay(visitor: 1, member: 2, staff: 3))
        plan.standing = standing
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        _ = try await place.submit(.sample(count: limit), for: person)
        let quota = Quota.images("images", aDay: limit, left: 0, at: place.time.now)
        await #expect(throws: Problem(.quotaExceeded, ["limit": "\(limit)"], violating: [quota])) {
            try await place.submit(.sample(), for: person)
        }
    }

    @Test func `nobody has more open jobs than are allowed`() async throws {
        for _ in 0..<3 { _ = try await place.submit(.sample(), for: person) }
        let before = try await stored()
        await #expect(throws: Problem(.tooManyJobs, ["limit": "3"])) {
            try await place.submit(.sample(), for: person)
        }
        #expect(try await stored() == before)
        _ = try await place.submit(.sample(), for: place.newVisitor())
    }

    @Test func `a person without a key can order nothing`() async throws {
        try await place.ring.destroyKey(of: person)
        await #expect(throws: Problem(.erased)) { try await place.submit(.sample(), for: person) }
        #expect(try await stored().values.allSatisfy { $0 == 0 })
    }

    @Test func `words of an order lie in the database sealed or hashed only`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        let order = try Order.sample("a canary in a cage", key: "canary-key")
        _ = try await place.submit(order, for: place.newVisitor())
        #expect(try folder.files(holding: Data("canary".utf8)) == [])
    }

    /// How many rows each table has that an order writes into.
    private func stored() async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in ["studio_job", "studio_word", "studio_request", "billing_entry", "queue_work"] {
            counts[table] = try await place.rows(in: table)
        }
        return counts
    }
}

/// An order that cannot be taken, and why.
struct BadOrder: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let problem: Problem
    let order: @Sendable () throws -> Order

    static let all = [
        BadOrder("unknown model", Problem(.modelUnknown, field: "model")) {
            try .sample(model: "x", key: "k")
        },
        BadOrder("retired model", Problem(.modelRetired, field: "model", ["replacement": "free"])) {
            try .sample(model: "retired", key: "k")
        },
        BadOrder("no picture", Problem(.countOutOfBounds, field: "n", ["limit": "4"])) {
            try .sample(count: 0)
        },
        BadOrder("minus one", Problem(.countOutOfBounds, field: "n", ["limit": "4"])) {
            try .sample(count: -1)
        },
        BadOrder("too many pictures", Problem(.countOutOfBounds, field: "n", ["limit": "4"])) {
            try .sample(count: 5)
        },
        BadOrder("unknown style", Problem(.styleUnknown, field: "style", ["styles": "flat"])) {
            try .sample(style: "baroque")
        },
        BadOrder("size of another model", Problem(.sizeUnsupported, field: "size", ["model": "table"])) {
            try .sample(model: "table", size: "64x64")
        },
        BadOrder("variation of nothing", Problem(.notFound, field: "variation_of")) {
            try .sample(variationOf: .sample(), key: "k")
        },
        BadOrder("no credits", Problem(.insufficientCredits, ["needed": "6", "free": "0"])) {
            try .sample(model: "paid", count: 2, key: "k")
        },
    ]

    private init(_ name: String, _ problem: Problem, order: @escaping @Sendable () throws -> Order) {
        (testDescription, self.problem, self.order) = (name, problem, order)
    }
}
