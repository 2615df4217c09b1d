import Kernel
import Logging
import Queue
import Store
import Studio
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct LostLeaseTests {
    @Test func `a worker that lost its job to another stores no picture and spends nothing`() async throws {
        let (folder, begun, end, ended) = (try TempFolder(), Latch(), Latch(), Latch())
        let first = try await TestInstallation(.with(.waits(begun, until: end)), in: folder)
        var plan = TestInstallation.Plan.with(.draws)
        plan.randomness = .seeded(2)
        let second = try await TestInstallation(plan, in: folder)
        let person = try await first.newVisitor()
        try await first.grant(10, to: person)
        let id = try await first.submit(.sample(model: "paid"), for: person)

        let handler = ObservedHandler(handler: try #require(first.studio.work.first), ended: ended)
        let worker = Worker(queue: first.queue, handlers: [handler])
        try await withThrowingTaskGroup { group in
            group.addTask { try await withLogger(.silent) { _ in try await worker.run() } }
            defer { group.cancelAll() }
            try await begun.wait()
            // As if the second had found the first one silent for too long, and has not begun yet.
            try await second.store.write { tx in _ = try tx.run("UPDATE queue_work SET lease = x'00'") }
            end.open()
            try await ended.wait()
        }
        #expect(try await second.rows(in: "studio_image") == 0)
        #expect(try await second.rows(in: "billing_entry", where: "kind = 'capture'") == 0)

        try await second.queue.reclaim()
        let job = try await second.working { try await second.ended(id, of: person) }
        #expect(job.images.map(\.position) == [0])
        #expect(try await second.freeCredits(of: person) == 7)
    }
}

/// Tells when a try has ended.
private struct ObservedHandler: WorkHandler {
    let handler: any WorkHandler
    let ended: Latch

    var type: WorkType { handler.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        defer { ended.open() }
        try await handler.run(work, report: report)
    }

    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {
        try handler.abandon(work, because: end, in: tx)
    }
}
