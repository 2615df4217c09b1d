import Kernel
import Privacy
import Studio
import TestSupport
import Testing

/// What belongs to somebody else does not exist.
@Suite(.timeLimit(.minutes(5)))
struct StrangerTests {
    let place: TestInstallation
    let stranger: SubjectID
    let job: Job
    let image: ImageID

    init() async throws {
        place = try await TestInstallation()
        job = try await place.run(.sample(), for: place.newVisitor())
        image = try #require(job.images.first).id
        stranger = try await place.newVisitor()
    }

    @Test func `another person's job is not found`() async throws {
        await #expect(throws: Problem(.notFound)) { try await place.job(job.id, of: stranger) }
        await #expect(throws: Problem(.notFound)) {
            try await place.studio.cancel(job.id, under: place.permit(for: stranger))
        }
    }

    @Test func `another person's picture is not found`() async throws {
        await #expect(throws: Problem(.notFound)) {
            try await place.studio.picture(image, under: place.permit(for: stranger))
        }
        await #expect(throws: Problem(.notFound)) { try await place.bytes(of: image, for: stranger) }
        await #expect(throws: Problem(.notFound)) {
            try await place.privacy.remove(image, of: stranger)
        }
        #expect(try await place.rows(in: "studio_image") == 1)
    }

    @Test func `another person's picture cannot be varied`() async throws {
        await #expect(throws: Problem(.notFound, field: "variation_of")) {
            try await place.submit(.sample(variationOf: image), for: stranger)
        }
    }

    @Test func `another person's pictures are not listed`() async throws {
        let page = try await place.studio.pictures(
            before: nil,
            holding: "cat",
            limit: 10,
            under: place.permit(for: stranger)
        )
        #expect(page.items == [])
    }

    @Test func `what never was is not found either`() async throws {
        await #expect(throws: Problem(.notFound)) { try await place.job(.sample(), of: stranger) }
        await #expect(throws: Problem(.notFound)) { try await place.bytes(of: .sample(), for: stranger) }
    }
}
