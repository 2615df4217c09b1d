import Engines
import Kernel
import Queue
import Store
import Studio
import TestSupport
import Testing

/// Batches that go, and how many of them a day has.
@Suite(.timeLimit(.minutes(5)))
struct BatchDeletionTests {
    let begun = Latch()
    let end = Latch()

    @Test func `a batch goes with its rows, and its pictures stay`() async throws {
        let place = try await TestInstallation()
        let person = try await place.newVisitor()
        let id = try await place.studio.submit(.sample(rows: 3), for: person).id
        _ = try await place.ended(id, of: person)
        try await place.studio.stop(id, under: place.permit(for: person))
        try await place.studio.delete(id, under: place.permit(for: person))
        await #expect(throws: Problem(.notFound)) {
            try await place.studio.batch(id, under: place.permit(for: person))
        }
        #expect(try await place.rows(in: "studio_batch_row") == 0)
        #expect(try await place.rows(in: "studio_image") == 3)
    }

    @Test func `what runs and what waits of a batch ends with it`() async throws {
        var plan = TestInstallation.Plan()
        plan.queue.slots = 1
        plan.engine = FakeEngine(always: .waits(begun, until: end))
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let id = try await place.studio.submit(.sample(rows: 5), for: person).id
        try await place.working {
            try await begun.wait()
            try await place.studio.stop(id, under: place.permit(for: person))
            let pictures = try await place.studio.finalPictures(of: id, under: place.permit(for: person))
            #expect(pictures == [])
            let batch = try await place.studio.batch(id, under: place.permit(for: person))
            #expect(batch.counts == [.canceled: 5])
            try await place.studio.delete(id, under: place.permit(for: person))
        }
        #expect(try await place.rows(in: "queue_work") == 0)
        #expect(try await place.rows(in: "studio_job", where: "finished_at IS NULL") == 0)
    }

    @Test func `a picture that does not stop is not waited for without end`() async throws {
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine(
            always: FakeEngine.Act { [begun, end] _ in
                begun.open()
                // Deaf to being cancelled.
                _ = await Task { try? await end.wait() }.value
                throw EngineError.failed
            }
        )
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let id = try await place.studio.submit(.sample(rows: 1), for: person).id
        try await place.working {
            try await begun.wait()
            try await place.studio.stop(id, under: place.permit(for: person))
            await #expect(throws: Problem(.batchRunning)) {
                _ = try await place.studio.finalPictures(
                    of: id,
                    within: .zero,
                    under: place.permit(for: person)
                )
            }
            end.open()
            let pictures = try await place.studio.finalPictures(of: id, under: place.permit(for: person))
            #expect(pictures == [])
        }
    }

    @Test func `nobody stops or deletes somebody else's batch`() async throws {
        let place = try await TestInstallation()
        let person = try await place.newVisitor()
        let id = try await place.studio.submit(.sample(rows: 2), for: person).id
        let stranger = try await place.newVisitor()
        await #expect(throws: Problem(.notFound)) {
            try await place.studio.stop(id, under: place.permit(for: stranger))
        }
        await #expect(throws: Problem(.notFound)) {
            try await place.studio.delete(id, under: place.permit(for: stranger))
        }
        #expect(try await place.ended(id, of: person).counts == [.succeeded: 2])
    }

    private func placeWithTwoBatchesADay() async throws -> TestInstallation {
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImagesPerDay: nil, batchesPerDay: 2)
        return try await TestInstallation(plan)
    }

    @Test func `a day has so many batches, deleted ones too, and the next one begins at midnight`()
        async throws
    {
        let place = try await placeWithTwoBatchesADay()
        let (person, studio) = (try await place.newVisitor(), place.studio)
        let first = try await studio.submit(.sample(rows: 1, key: "k"), for: person)
        _ = try await studio.submit(.sample(rows: 1), for: person)
        try await studio.delete(first.id, under: place.permit(for: person))
        let problem = await #expect(throws: Problem.self) {
            _ = try await studio.submit(.sample(rows: 1), for: person)
        }
        #expect(problem?.code == .tooManyBatches && problem?.detail.key == "problem.batches_used_up.detail")
        let left = 86_400 - Int(place.time.now.milliseconds / 1_000 % 86_400)
        #expect(problem?.quotas.map(\.wait) == [left])
        _ = try await studio.submit(.sample(rows: 1), for: place.newVisitor())
        place.time.advance(by: .seconds(left))
        _ = try await studio.submit(.sample(rows: 1), for: person)
    }

    @Test func `a request that is sent again is not counted again`() async throws {
        let place = try await placeWithTwoBatchesADay()
        let person = try await place.newVisitor()
        let first = try await place.studio.submit(.sample(rows: 1, key: "k"), for: person)
        _ = try await place.studio.submit(.sample(rows: 1), for: person)
        let again = try await place.studio.submit(.sample(rows: 1, key: "k"), for: person)
        #expect(again.id == first.id)
    }

    @Test func `a visitor's batches of the day count in their account`() async throws {
        let place = try await placeWithTwoBatchesADay()
        let (person, taker) = (try await place.newVisitor(), try await place.newVisitor())
        for _ in 0..<2 { _ = try await place.studio.submit(.sample(rows: 1), for: person) }
        // A job that waits is not moved; the count is.
        _ = try await place.studio.move(from: person, to: taker)
        let problem = await #expect(throws: Problem.self) {
            _ = try await place.studio.submit(.sample(rows: 1), for: taker)
        }
        #expect(problem?.code == .tooManyBatches)
        #expect(try await place.rows(in: "studio_batch_day", where: "subject_id = \(person)") == 0)
    }

    @Test func `a late retry of a batch that was deleted orders nothing`() async throws {
        let place = try await TestInstallation()
        let person = try await place.newVisitor()
        let id = try await place.studio.submit(.sample(rows: 1, key: "k"), for: person).id
        try await place.studio.delete(id, under: place.permit(for: person))
        await #expect(throws: Problem(.idempotencyKeyReused)) {
            _ = try await place.studio.submit(.sample(rows: 1, key: "k"), for: person)
        }
        place.time.advance(by: .days(1) + .seconds(1))
        _ = try await place.studio.submit(.sample(rows: 1, key: "k"), for: person)
        #expect(try await place.rows(in: "studio_batch") == 1)
    }

    @Test func `the count of a day goes with the sweep after it`() async throws {
        let place = try await placeWithTwoBatchesADay()
        _ = try await place.studio.submit(.sample(rows: 1), for: place.newVisitor())
        #expect(try await place.rows(in: "studio_batch_day") == 1)
        place.time.advance(by: .days(1))
        try await place.sweep()
        #expect(try await place.rows(in: "studio_batch_day") == 0)
    }
}
