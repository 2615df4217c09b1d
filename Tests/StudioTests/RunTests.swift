import Engines
import Foundation
import Imaging
import Kernel
import Queue
import Store
import Studio
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct RunTests {
    @Test func `a job makes its pictures, one call of the engine each, and pays for them`() async throws {
        let place = try await TestInstallation()
        let person = try await place.newVisitor()
        try await place.grant(10, to: person)
        let order = try Order.sample(
            model: "paid",
            size: "96x64",
            count: 3,
            seed: 2_147_483_647,
            style: "flat"
        )
        let job = try await place.run(order, for: person)
        #expect(job.status == .succeeded)
        #expect(job.failure == nil)
        #expect(job.finishedAt == place.time.now)
        #expect((job.progress, job.stage) == (1, "done"))
        #expect(job.images.map(\.position) == [0, 1, 2])
        #expect(job.images.map(\.seed.number) == [2_147_483_647, 0, 1])
        #expect(job.images.allSatisfy { $0.size == PixelSize(width: 96, height: 64) && $0.job == job.id })
        #expect(place.engine.orders.map(\.seed) == job.images.map(\.seed))
        #expect(place.engine.orders.allSatisfy { $0.prompt == order.prompt && $0.style == "flat" })
        #expect(try await place.freeCredits(of: person) == 1)
        #expect(try await place.rows(in: "queue_work") == 0)
        #expect(try await place.rows(in: "billing_entry", where: "kind = 'capture'") == 3)
    }

    @Test func `pictures appear one by one, each with a new revision`() async throws {
        let (begun, end) = (Latch(), Latch())
        let place = try await TestInstallation(.with(.draws, .waits(begun, until: end)))
        let person = try await place.newVisitor()
        let id = try await place.submit(.sample(count: 2), for: person)
        try await place.working {
            try await begun.wait()
            let job = try await place.job(id, of: person)
            #expect(job.status == .running)
            #expect(job.images.map(\.position) == [0])
            #expect(job.images.first?.revision == job.revision)
            end.open()
            let ended = try await place.ended(id, of: person)
            #expect(ended.images.map(\.revision) == [job.revision, job.revision + 1])
            #expect(ended.revision > job.revision + 1)
        }
    }

    @Test func `progress counts all pictures of a job`() async throws {
        let (begun, end) = (Latch(), Latch())
        let place = try await TestInstallation(.with(.draws, .waits(begun, until: end)))
        let person = try await place.newVisitor()
        let id = try await place.submit(.sample(count: 2), for: person)
        try await place.working {
            try await begun.wait()
            // The newest report waits for the interval since the last one.
            try await place.time.untilAsleep(for: .milliseconds(100))
            place.time.advance(by: .milliseconds(100))
            for await _ in place.studio.changes(of: id) {
                let job = try await place.job(id, of: person)
                if abs(job.progress - 0.725) < 0.001, job.stage == "drawing" { break }
            }
            end.open()
            _ = try await place.ended(id, of: person)
        }
    }

    @Test func `what an engine has to say is kept with the job, sealed`() async throws {
        let folder = try TempFolder()
        let note = Note(.wordsNotDrawn, words: ["canary"])
        let place = try await TestInstallation(
            .with(.draws(noting: [note]), .draws(noting: [note])),
            in: folder
        )
        let job = try await place.run(.sample(count: 2), for: place.newVisitor())
        #expect(job.notes == [note])
        #expect(try folder.files(holding: Data("canary".utf8)) == [])
    }

    @Test func `a variation has its picture for a parent`() async throws {
        let place = try await TestInstallation()
        let person = try await place.newVisitor()
        let parent = try #require(try await place.run(.sample(), for: person).images.first)
        let child = try await place.run(.sample(variationOf: parent.id), for: person)
        #expect(parent.parent == nil)
        #expect(child.images.map(\.parent) == [parent.id])
    }

    @Test func `a file from elsewhere is decoded and written anew`() async throws {
        let elsewhere = try await Imaging.forTests.encode(
            .plain(PixelSize(width: 64, height: 64)),
            as: .jpeg(quality: 90),
            xmp: Data("<x:xmpmeta>canary</x:xmpmeta>".utf8)
        )
        let place = try await TestInstallation(.with(.sends(elsewhere)))
        let person = try await place.newVisitor()
        let image = try #require(try await place.run(.sample(), for: person).images.first)
        let bytes = try await place.bytes(of: image.id, for: person)
        #expect(bytes.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
        #expect(bytes.range(of: Data("canary".utf8)) == nil)
        #expect(image.source == .trainedAlgorithmicMedia)
    }
}

extension TestInstallation.Plan {
    /// A plan with an engine that does these, one a call, and a queue that tries each job once.
    static func with(_ acts: FakeEngine.Act..., tries: Int = 1) -> Self {
        var plan = Self()
        plan.engine = FakeEngine(acts)
        plan.queue.tries = tries
        return plan
    }
}

extension TestInstallation {
    /// The bytes of a picture, in the form that a reader asks for.
    func bytes(
        of id: ImageID,
        width: Int? = nil,
        format: ImageFormat? = nil,
        for person: SubjectID
    ) async throws -> Data {
        try await studio.file(of: id, width: width, format: format, under: permit(for: person)).bytes()
    }
}
