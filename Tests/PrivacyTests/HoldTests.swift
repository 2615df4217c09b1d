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

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        let job = try await place.run(.sample(size: "200x64", count: 2), for: person)
        (held, neighbour) = (job.images[0].id, job.images[1].id)
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

    @Test func `it outlives its person's erasure under a key of its own, and goes when it is lifted`()
        async throws
    {
        let hold = try await place.hold(held)
        let removal = try await place.removed(.everything, of: person)
        #expect(removal.retained.contains { $0.ground == "legal_hold: order" })
        #expect(try await place.images == [held])
        #expect(try await !place.ring.holdsKey(of: person))
        let keeper = try #require(
            try await place.store.read { tx in
                try tx.first("SELECT subject_id FROM studio_image") { try $0.get("subject_id") as SubjectID }
            }
        )
        #expect(keeper != person)
        let file = try await place.studio.file(
            of: held,
            width: nil,
            format: nil,
            under: place.permit(for: keeper)
        )
        #expect(try await !file.bytes().isEmpty)
        try await place.privacy.lift(hold.id)
        try await place.working { try await place.untilErased(keeper) }
        #expect(try await place.images.isEmpty)
    }
}

extension TestInstallation {
    fileprivate var images: [ImageID] {
        get async throws {
            try await store.read { tx in try tx.all("SELECT id FROM studio_image") { try $0.get("id") } }
        }
    }

    func propose(_ image: ImageID) async throws -> Hold {
        try await privacy.propose(
            HoldProposal(
                record: image.text,
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
