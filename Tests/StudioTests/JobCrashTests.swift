import Blobs
import Foundation
import Glibc
import Kernel
import Queue
import Studio
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct JobCrashTests {
    static let note = Note(.countReduced)

    @Test(arguments: ["picture.made", "picture.files", "picture.row", "job.settle"])
    func `a job that a crash tore apart ends with each picture once, paid once`(point: String) async throws {
        let folder = try TempFolder()
        let first = try await TestInstallation(in: folder)
        let person = try await first.newVisitor()
        try await first.grant(10, to: person)
        let id = try await first.submit(.sample(model: "paid", count: 2), for: person)
        await #expect(processExitsWith: .exitCode(9)) {
            [point, path = folder.url.path as String, job = id.text as String, person = person.text as String]
            in
            var plan = TestInstallation.Plan()
            plan.randomness = .seeded(2)
            plan.engine = FakeEngine(always: .draws(noting: [Self.note]))
            plan.checkpoint = Checkpoint { if "\($0)" == point { _exit(9) } }
            let place = try await TestInstallation(plan, at: URL(filePath: path))
            let (id, person) = try (#require(JobID(job)), #require(SubjectID(person)))
            _ = try await place.working { try await place.ended(id, of: person) }
        }
        var plan = TestInstallation.Plan()
        plan.randomness = .seeded(3)
        plan.engine = FakeEngine(always: .draws(noting: [Self.note]))
        let place = try await TestInstallation(plan, in: folder)
        try await place.queue.reclaim()
        let job = try await place.working { try await place.ended(id, of: person) }
        #expect(job.status == .succeeded)
        #expect(job.notes == [Self.note])
        #expect(job.images.map(\.position) == [0, 1])
        #expect(try await place.freeCredits(of: person) == 4)
        for image in job.images {
            #expect(try await place.bytes(of: image.id, for: person).count == image.bytes)
        }
    }
}
