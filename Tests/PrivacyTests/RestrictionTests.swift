import Kernel
import Privacy
import Purposes
import Store
import Studio
import TestSupport
import Testing

/// Data that is kept and not used.
@Suite(.timeLimit(.minutes(5)))
struct RestrictionTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    @Test func `from the next decision on the service is refused, and what lets its person act is not`()
        async throws
    {
        try await place.privacy.restrict(person, by: .person)
        await #expect(throws: Problem(.restricted)) { _ = try await place.permit(for: person) }
        _ = try await place.gate.permit(ManageAccount.self, for: person)
        _ = try await place.gate.permit(SecureService.self, for: person)
        _ = try await place.gate.permit(NotifyByMail.self, for: person)
        _ = try await place.gate.permit(HonourRights.self, for: person)
    }

    @Test func `its person lifts it at once`() async throws {
        try await place.privacy.restrict(person, by: .person)
        try await place.privacy.liftRestriction(of: person)
        _ = try await place.permit(for: person)
    }

    @Test func `staff's own restriction is not its person's to lift`() async throws {
        try await place.privacy.restrict(person, by: .staff, because: "a dispute about it")
        await #expect(throws: Problem(.restrictionKept)) {
            try await place.privacy.liftRestriction(of: person)
        }
    }

    @Test func `staff lift it a day after its person was told`() async throws {
        try await place.privacy.restrict(person, by: .person)
        let end = try await place.privacy.liftRestriction(of: person, because: "the dispute is over")
        #expect(end == place.time.now + .hours(24))
        place.time.advance(by: Duration.hours(24) - .seconds(1))
        try await place.privacy.endLiftedRestrictions()
        await #expect(throws: Problem(.restricted)) { _ = try await place.permit(for: person) }
        place.time.advance(by: .seconds(1))
        try await place.privacy.endLiftedRestrictions()
        _ = try await place.permit(for: person)
    }

    @Test func `a picture can be restricted alone`() async throws {
        let job = try await place.run(.sample(size: "200x64", count: 2), for: person)
        let pictures = RestrictedPictures(store: place.store)
        try await place.privacy.restrict(job.images[0].id, of: person)
        await #expect(throws: Problem(.restricted)) { try await pictures.requireFree(job.images[0].id) }
        try await pictures.requireFree(job.images[1].id)
        try await place.privacy.liftRestriction(on: job.images[0].id, of: person)
        try await pictures.requireFree(job.images[0].id)
    }
}
