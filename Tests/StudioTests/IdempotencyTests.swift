import Foundation
import Kernel
import Studio
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct IdempotencyTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        try await place.grant(100, to: person)
    }

    @Test func `a retry joins the job that is there and costs nothing more`() async throws {
        let order = try Order.sample(model: "paid", count: 2, key: "retry")
        let (first, second) = try await (place.submit(order, for: person), place.submit(order, for: person))
        #expect(first == second)
        #expect(try await place.freeCredits(of: person) == 94)
        #expect(try await place.rows(in: "studio_job") == 1)
    }

    @Test func `a retry after the end answers with the job that ended`() async throws {
        let order = try Order.sample(key: "retry")
        let job = try await place.run(order, for: person)
        #expect(try await place.studio.submit(order, for: person) == job)
    }

    @Test func `retries that come at once make one job`() async throws {
        let order = try Order.sample(model: "paid", key: "retry")
        let jobs = try await withThrowingTaskGroup(of: JobID.self) { group in
            for _ in 0..<10 {
                group.addTask { try await place.submit(order, for: person) }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(jobs.count == 1)
        #expect(try await place.freeCredits(of: person) == 97)
    }

    @Test(
        arguments: [
            { try .sample("a blue cat", key: "k") }, { try .sample(model: "paid", key: "k") },
            { try .sample(size: "128x64", key: "k") }, { try .sample(count: 2, key: "k") },
            { try .sample(seed: 8, key: "k") }, { try .sample(seed: nil, key: "k") },
            { try .sample(style: "flat", key: "k") },
        ] as [@Sendable () throws -> Order]
    )
    func `the key of another order is refused`(other: @Sendable () throws -> Order) async throws {
        _ = try await place.submit(.sample(key: "k"), for: person)
        let order = try other()
        await #expect(throws: Problem(.idempotencyKeyReused)) { try await place.submit(order, for: person) }
        #expect(try await place.rows(in: "studio_job") == 1)
        #expect(try await place.freeCredits(of: person) == 100)
    }

    @Test func `an order without a key is always a new one`() async throws {
        let (first, second) = try await (
            place.submit(.sample(), for: person), place.submit(.sample(), for: person)
        )
        #expect(first != second)
    }

    @Test func `two people may use the same key`() async throws {
        let other = try await place.newVisitor()
        let (mine, theirs) = try await (
            place.submit(.sample(key: "k"), for: person), place.submit(.sample("a dog", key: "k"), for: other)
        )
        #expect(mine != theirs)
    }

    @Test(arguments: [(Duration.hours(24) - .milliseconds(1), true), (.hours(24), false)])
    func `a key is remembered for 24 hours`(later: Duration, isJoined: Bool) async throws {
        let first = try await place.submit(.sample(key: "k"), for: person)
        place.time.advance(by: later)
        let second = try await place.submit(.sample(key: "k"), for: person)
        #expect((first == second) == isJoined)
        #expect(try await place.submit(.sample(key: "k"), for: person) == second)
    }

    @Test(arguments: ["a", "!~", String(repeating: "k", count: 255), "7f9c2ba4-e88f-827d"])
    func `visible ASCII is a key`(text: String) throws {
        _ = try IdempotencyKey(text)
    }

    @Test(arguments: ["", " ", "a b", "a\n", "é", "\u{7F}", "a\0", String(repeating: "k", count: 256)])
    func `nothing else is a key`(text: String) {
        #expect(throws: Problem(.idempotencyKeyMalformed, ["limit": "255"])) { try IdempotencyKey(text) }
    }
}
