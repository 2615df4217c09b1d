import Blobs
import Foundation
import Kernel
import Privacy
import Purposes
import Store
import Studio
import TestSupport
import Testing
import Vault

/// Legal holds: one record stays, and nothing beside it.
@Suite(.timeLimit(.minutes(5)))
struct HoldTests {
    let place: TestInstallation
    let person: SubjectID
    let held: ImageID
    let neighbour: ImageID
    let job: JobID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        let job = try await place.run(.sample(size: "200x64", count: 2), for: person)
        (held, neighbour, self.job) = (job.images[0].id, job.images[1].id, job.id)
    }

    @Test func `whoever proposed a hold does not approve it`() async throws {
        let hold = try await place.propose(held)
        await #expect(throws: Problem(.secondApproverRequired)) {
            try await place.privacy.approve(hold.id, by: .sample(1))
        }
        try await place.privacy.remove(held, of: person)
    }

    @Test func `a held picture is not deleted, and its neighbour is`() async throws {
        try await place.hold(held)
        do {
            try await place.privacy.remove(held, of: person)
            Issue.record("it was deleted")
        } catch let problem as Problem {
            #expect(problem.code == .held && problem.arguments["ground"] == "order")
        }
        try await place.privacy.remove(neighbour, of: person)
    }

    @Test func `of a held job no picture is deleted`() async throws {
        let hold = try await place.propose(.job(job))
        _ = try await place.privacy.approve(hold.id, by: .sample(2))
        for image in [held, neighbour] {
            await #expect(throws: Problem.self) { try await place.privacy.remove(image, of: person) }
        }
        _ = try await place.removed(.content, of: person)
        #expect(try await place.images.count == 2)
    }

    @Test func `it follows a visitor's work into an account`() async throws {
        try await place.hold(held)
        let account = try await place.newVisitor()
        #expect(try await place.studio.move(from: person, to: account))
        try await place.privacy.follow(from: person, to: account)
        try await place.erase(person)
        #expect(try await place.privacy.holds(on: account).map(\.record) == [.image(held)])
        await #expect(throws: Problem.self) { try await place.privacy.remove(held, of: account) }
        #expect(try await place.removed(.content, of: account).retained.count == 1)
        #expect(try await place.images == [held])
    }

    @Test func `a wipe spares it and says so, and lifting the hold finishes the wipe`() async throws {
        let hold = try await place.hold(held)
        let removal = try await place.removed(.content, of: person)
        #expect(removal.retained.map(\.ground) == ["legal_hold: order"])
        #expect(try await place.images == [held])
        try await place.privacy.lift(hold.id)
        _ = try await place.finished(removal.id)
        #expect(try await place.images.isEmpty)
        #expect(try await place.files.list().isEmpty)
    }

    @Test func `a record has one hold at a time, and once that is lifted nothing passes for an older copy`()
        async throws
    {
        let hold = try await place.propose(held)
        await #expect(throws: Problem.self) { try await place.propose(held) }
        try await place.privacy.lift(hold.id)
        #expect(try await !place.privacy.needsReplay())
        try await place.propose(held)
    }

    @Test func `it outlives its person's erasure under a key of its own, and goes when it is lifted`()
        async throws
    {
        let hold = try await place.hold(held)
        let removal = try await place.removed(.everything, of: person)
        #expect(removal.retained.contains { $0.ground == "legal_hold: order" })
        #expect(try await place.images == [held])
        #expect(try await !place.ring.holdsKey(of: person))
        let keeper = try await place.keeper
        #expect(keeper != person)
        #expect(try await !place.bytes(of: held, keptBy: keeper).isEmpty)
        try await place.privacy.lift(hold.id)
        try await place.working { try await place.untilErased(keeper) }
        #expect(try await place.images.isEmpty)
    }

    @Test func `two held pictures of one job outlive their person, and each goes with its own hold`()
        async throws
    {
        let (first, second) = (try await place.hold(held), try await place.hold(neighbour))
        _ = try await place.removed(.everything, of: person)
        #expect(try await Set(place.images) == [held, neighbour])
        let keeper = try await place.keeper
        try await place.privacy.lift(first.id)
        #expect(try await place.images == [neighbour])
        #expect(try await !place.bytes(of: neighbour, keptBy: keeper).isEmpty)
        try await place.privacy.lift(second.id)
        try await place.working { try await place.untilErased(keeper) }
        #expect(try await place.images.isEmpty)
        #expect(try await place.files.list().isEmpty)
    }

    @Test(arguments: [("wipe.holds", true), ("wipe.files", false)])
    func `a hold that is approved before a wipe has settled what goes is in time, and later none is`(
        point: String,
        isInTime: Bool
    ) async throws {
        let (begun, end) = (Latch(), Latch())
        var plan = TestInstallation.Plan()
        plan.checkpoint = Checkpoint {
            guard "\($0)" == point else { return }
            begun.open()
            try? await end.wait()
        }
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let image = try await place.run(.sample(), for: person).images[0].id
        let hold = try await place.propose(image)
        let removal = try await place.privacy.remove(.content, of: person, after: .none)
        let isHeld = try await place.working {
            try await begun.wait()
            let approved = try? await place.privacy.approve(hold.id, by: .sample(2))
            end.open()
            _ = try await place.end(of: removal.id)
            return approved != nil
        }
        #expect(isHeld == isInTime)
        #expect(try await place.images == (isInTime ? [image] : []))
    }

    @Test func `a held picture of a job that still runs outlives its person, too`() async throws {
        let (begun, end) = (Latch(), Latch())
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine([.draws, .waits(begun, until: end)])
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        _ = try await place.submit(.sample(count: 2), for: person)
        try await place.working {
            try await begun.wait()
            let image = try #require(try await place.images.first)
            try await place.hold(image)
            try await place.privacy.erase(person, because: .asked)
            try await place.untilErased(person)
            #expect(try await place.images == [image])
            #expect(try await !place.bytes(of: image, keptBy: place.keeper).isEmpty)
        }
    }
}

extension TestInstallation {
    fileprivate var images: [ImageID] {
        get async throws {
            try await store.read { tx in try tx.all("SELECT id FROM studio_image") { try $0.get("id") } }
        }
    }

    /// Whose the first picture is.
    fileprivate var keeper: SubjectID {
        get async throws {
            let owner = try await store.read { tx in
                try tx.first("SELECT subject_id FROM studio_image") { try $0.get("subject_id") as SubjectID }
            }
            return try #require(owner)
        }
    }

    fileprivate func bytes(of image: ImageID, keptBy keeper: SubjectID) async throws -> Data {
        try await studio.file(of: image, width: nil, format: nil, under: permit(for: keeper)).bytes()
    }

    @discardableResult
    func propose(_ image: ImageID) async throws -> Hold { try await propose(.image(image)) }

    func propose(_ record: RecordName) async throws -> Hold {
        try await privacy.propose(
            HoldProposal(
                record: record.text,
                ground: "order",
                authority: "District Court",
                reason: "evidence in a case",
                reviewAt: time.now + .days(90),
                now: time.now
            ),
            by: .sample(1)
        )
    }

    @discardableResult
    func hold(_ image: ImageID) async throws -> Hold {
        try await privacy.approve(propose(image).id, by: .sample(2))
    }
}
