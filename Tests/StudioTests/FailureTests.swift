import Blobs
import Engines
import Foundation
import Kernel
import Privacy
import Queue
import Store
import Studio
import TestSupport
import Testing

/// Nobody pays for a failure.
@Suite(.timeLimit(.minutes(5)))
struct FailureTests {
    @Test(
        arguments: [
            [.draws, .refuses(.styleUnknown), .draws], [.draws, .fails, .draws],
            [.draws, .drawsTooSmall, .draws],
            [.draws, .sends(Data("no picture".utf8)), .draws],
        ] as [[FakeEngine.Act]]
    )
    func `one picture that fails costs nothing, is noted, and leaves the others`(
        acts: [FakeEngine.Act]
    ) async throws {
        let (place, person) = try await paid(acts)
        let job = try await place.run(.sample(model: "paid", count: 3), for: person)
        #expect(job.status == .succeeded)
        #expect(job.failure == nil)
        #expect(job.notes == [Note(.imagesFailed)])
        #expect(job.images.map(\.position) == [0, 2])
        #expect(job.price == 6)
        #expect(try await place.freeCredits(of: person) == 4)
    }

    @Test(
        arguments: [
            ([.fails, .fails], Problem.Code.engineFailed),
            ([.refuses(.taskUnsupported), .fails], .taskUnsupported),
            ([.refuses(.styleUnknown), .refuses(.styleUnknown)], .styleUnknown),
            ([.drawsTooSmall, .drawsTooSmall], .engineFailed),
        ] as [([FakeEngine.Act], Problem.Code)]
    )
    func `a job without any picture has failed and everything is free again`(
        acts: [FakeEngine.Act],
        code: Problem.Code
    ) async throws {
        let (place, person) = try await paid(acts)
        let job = try await place.run(.sample(model: "paid", count: 2), for: person)
        #expect(job.status == .failed)
        #expect(job.failure == code)
        #expect(job.images == [])
        #expect(job.price == 0)
        #expect(try await place.freeCredits(of: person) == 10)
        #expect(try await place.files.list().isEmpty)
    }

    @Test func `what failed is tried again later, and what was made is kept`() async throws {
        let (place, person) = try await paid([.draws, .fails, .draws, .draws], tries: 2)
        let id = try await place.submit(.sample(model: "paid", count: 3), for: person)
        let job = try await place.working {
            try await place.retry(id, of: person)
            return try await place.ended(id, of: person)
        }
        #expect(job.status == .succeeded)
        #expect(job.notes == [])
        #expect(job.images.map(\.position) == [0, 1, 2])
        #expect(place.engine.orders.map(\.seed.number) == [7, 8, 9, 8])
        #expect(try await place.freeCredits(of: person) == 1)
    }

    @Test func `a picture that its person deleted is not made again in the next try`() async throws {
        let (place, person) = try await paid([.draws, .fails, .draws], tries: 2)
        let id = try await place.submit(.sample(model: "paid", count: 2), for: person)
        let job = try await place.working {
            try await place.putBack(id)
            let first = try #require(try await place.job(id, of: person).images.first)
            try await place.privacy.remove(first.id, of: person)
            try await place.retry(id, of: person)
            return try await place.ended(id, of: person)
        }
        #expect(job.images.map(\.position) == [1])
        #expect(place.engine.orders.map(\.seed.number) == [7, 8, 8])
        #expect(try await place.freeCredits(of: person) == 4)
    }

    @Test func `what is noted in one try is not forgotten in the next`() async throws {
        let note = Note(.wordsNotDrawn, words: ["yeti"])
        let (place, person) = try await paid([.draws(noting: [note]), .fails, .fails], tries: 2)
        let id = try await place.submit(.sample(model: "paid", count: 2), for: person)
        let job = try await place.working {
            try await place.retry(id, of: person)
            return try await place.ended(id, of: person)
        }
        #expect(job.notes == [note, Note(.imagesFailed)])
    }

    @Test func `a full disk fails the job by that name`() async throws {
        var plan = TestInstallation.Plan.with(.draws)
        plan.files = FullBlobStore()
        let place = try await TestInstallation(plan)
        let job = try await place.run(.sample(), for: place.newVisitor())
        #expect(job.status == .failed)
        #expect(job.failure == .storageFull)
    }

    @Test func `a failed job stays as it is`() async throws {
        let (place, person) = try await paid([.fails])
        let job = try await place.run(.sample(model: "paid"), for: person)
        let again = try await place.studio.cancel(job.id, under: place.permit(for: person))
        #expect(again == job)
        #expect(try await place.freeCredits(of: person) == 10)
    }

    /// A person with 10 credits, before an engine that does these.
    private func paid(_ acts: [FakeEngine.Act], tries: Int = 1) async throws -> (TestInstallation, SubjectID)
    {
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine(acts)
        plan.queue.tries = tries
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        try await place.grant(10, to: person)
        return (place, person)
    }
}

/// A store on a disk that is full, and empty of our files.
private struct FullBlobStore: BlobStore {
    func write(
        _ name: BlobName,
        _ fill: @escaping @Sendable (_ append: (Data) throws -> Void) throws -> Void
    ) async throws {
        throw BlobError.diskFull
    }

    func begin(_ name: BlobName) async throws -> any BlobWriter { throw BlobError.diskFull }

    func open(_ name: BlobName) async throws -> (any BlobReader)? { nil }

    func delete(_ names: [BlobName]) async throws {}

    func recover() async throws {}

    func list() async throws -> [StoredBlob] { [] }
}

extension TestInstallation {
    /// Waits until a job was put back after a failure.
    func putBack(_ id: JobID) async throws {
        for await _ in studio.changes(of: id)
        where try await rows(in: "queue_work", where: "failures = 1 AND lease IS NULL") == 1 { break }
    }

    /// Waits until a job was put back after a failure, and lets its pause pass.
    func retry(_ id: JobID, of person: SubjectID) async throws {
        try await putBack(id)
        time.advance(by: .seconds(2))
        queue.wake()
    }
}
