import Kernel
import Queue
import Store
import Studio
import TestSupport
import Testing

/// Jobs that servers make wait in slots of their own.
@Suite(.timeLimit(.minutes(5)))
struct ServerJobTests {
    private static let slots = 3

    let begun = Latch()
    let end = Latch()

    private func plan() -> TestInstallation.Plan {
        var plan = TestInstallation.Plan()
        plan.queue.slots = 1
        plan.queue.slotsElsewhere = Self.slots
        plan.server = FakeEngine(always: .waits(begun, until: end), waitsForServers: true)
        return plan
    }

    @Test func `a picture is drawn here while every server keeps its jobs waiting`() async throws {
        let place = try await TestInstallation(plan())
        let person = try await place.newVisitor()
        var waiting: [JobID] = []
        for _ in 0...Self.slots {
            waiting.append(try await place.submit(.sample(model: "distant"), for: person))
        }
        try await place.working {
            while try await running(at: place) < Self.slots { await Task.yield() }
            let drawn = try await place.ended(place.submit(.sample(), for: person), of: person)
            #expect(drawn.status == .succeeded)
            #expect(try await running(at: place) == Self.slots)
            #expect(try await place.job(waiting[Self.slots], of: person).status == .queued)
            end.open()
            for id in waiting { #expect(try await place.ended(id, of: person).status == .succeeded) }
        }
        #expect(try await place.rows(in: "queue_work") == 0)
    }

    @Test func `such a job is cancelled like any other, before it begins and while it waits`() async throws {
        var plan = plan()
        plan.queue.slotsElsewhere = 1
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let first = try await place.submit(.sample(model: "distant"), for: person)
        let second = try await place.submit(.sample(model: "distant"), for: person)
        try await place.working {
            try await begun.wait()
            let gone = try await place.studio.cancel(second, under: place.permit(for: person))
            #expect(gone.status == .canceled)
            _ = try await place.studio.cancel(first, under: place.permit(for: person))
            #expect(try await place.ended(first, of: person).status == .canceled)
        }
        #expect(try await place.rows(in: "queue_work") == 0)
    }

    @Test func `a job that waited when its server died is made after the next start`() async throws {
        let folder = try TempFolder()
        let first = try await TestInstallation(plan(), in: folder)
        let person = try await first.newVisitor()
        let id = try await first.submit(.sample(model: "distant"), for: person)
        try await first.store.write { tx in
            _ = try tx.run("UPDATE queue_work SET lease = x'00', lease_until = 0")
        }
        let second = try await TestInstallation(.later(than: first, by: .seconds(1)), in: folder)
        try await second.queue.reclaim()
        let job = try await second.working { try await second.ended(id, of: person) }
        #expect(job.status == .succeeded)
    }

    private func running(at place: TestInstallation) async throws -> Int {
        try await place.rows(in: "queue_work", where: "type = 'studio.ask' AND lease IS NOT NULL")
    }
}
