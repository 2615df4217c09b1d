import Blobs
import Kernel
import Privacy
import Queue
import Store
import Studio
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct CancelTests {
    let begun = Latch()
    let end = Latch()
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation(.with(.draws, .waits(begun, until: end)))
        person = try await place.newVisitor()
        try await place.grant(10, to: person)
    }

    @Test func `a job that waits is cancelled at once and costs nothing`() async throws {
        let id = try await place.submit(.sample(model: "paid", count: 2), for: person)
        let job = try await place.studio.cancel(id, under: place.permit(for: person))
        #expect(job.status == .canceled)
        #expect(job.finishedAt == place.time.now)
        #expect(try await place.freeCredits(of: person) == 10)
        #expect(try await place.rows(in: "queue_work") == 0)
        #expect(place.engine.orders.isEmpty)
    }

    @Test func `a job that runs stops; pictures that are done stay and stay paid`() async throws {
        let id = try await place.submit(.sample(model: "paid", count: 3), for: person)
        let job = try await place.working {
            try await begun.wait()
            _ = try await place.studio.cancel(id, under: place.permit(for: person))
            return try await place.ended(id, of: person)
        }
        #expect(job.status == .canceled)
        #expect(job.images.map(\.position) == [0])
        #expect(try await place.freeCredits(of: person) == 7)
        #expect(place.engine.orders.count == 2)
    }

    @Test func `cancelling twice, and after the end, changes nothing`() async throws {
        let id = try await place.submit(.sample(model: "paid"), for: person)
        let first = try await place.studio.cancel(id, under: place.permit(for: person))
        place.time.advance(by: .hours(1))
        let second = try await place.studio.cancel(id, under: place.permit(for: person))
        #expect(first == second)
    }

    @Test func `a job whose person is erased in the middle leaves nothing behind`() async throws {
        _ = try await place.submit(.sample(model: "paid", count: 3), for: person)
        try await place.working {
            try await begun.wait()
            try await place.privacy.erase(person, because: .asked)
            for await _ in place.queue.changes(of: person.value)
            where try await place.rows(in: "privacy_erasure", where: "finished_at IS NOT NULL") == 1 { break }
            end.open()
        }
        for table in ["studio_job", "studio_image", "studio_word", "billing_entry", "queue_work"] {
            #expect(try await place.rows(in: table) == 0, "\(table)")
        }
        #expect(try await place.files.list().isEmpty)
    }
}
