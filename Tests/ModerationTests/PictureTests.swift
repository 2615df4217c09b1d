import Foundation
import Kernel
import Moderation
import Studio
import TestSupport
import Testing

/// What a score does under the operator's thresholds.
@Suite(.timeLimit(.minutes(5)))
struct PictureTests {
    private func place(scoring score: Double) async throws -> TestInstallation {
        try await .moderated { plan in
            plan.classifier = ClassifierChoice(review: 0.5, refuse: 0.8, version: "test")
            plan.score = { _ in score }
        }
    }

    @Test func `a refused picture is neither stored nor charged, and its job says so`() async throws {
        let place = try await place(scoring: 0.95)
        let person = try await place.newVisitor()
        try await place.grant(10, to: person)
        let job = try await place.run(.sample(model: "paid", count: 2), for: person)
        #expect(job.status == .failed)
        #expect(job.failure == .imageRefused)
        #expect(job.notes.map(\.code) == [.imageRefused, .imageRefused])
        #expect(try await place.freeCredits(of: person) == 10)
        #expect(try await place.rows(in: "studio_image") == 0)
        let link = try #require(job.notes.first?.appeal.flatMap { AppealLink($0) })
        let sheet = try await place.moderation.decision(by: link, in: .english)
        #expect((sheet.decision.action, sheet.decision.scoreClass) == (.refuseImage, "0.9-1.0"))
    }

    @Test func `a flagged picture is delivered, and waits for nobody while it is private`() async throws {
        let place = try await place(scoring: 0.6)
        let person = try await place.newVisitor()
        let job = try await place.run(.sample(), for: person)
        #expect(job.status == .succeeded)
        #expect(job.notes.isEmpty)
        #expect(try await place.moderation.cases(areOpen: true).isEmpty)
        let image = try #require(job.images.first?.id)
        try await place.moderation.published(image, of: person)
        try await place.moderation.published(image, of: person)
        #expect(try await place.moderation.cases(areOpen: true).map(\.source) == [.classifier])
    }

    @Test(arguments: [(0.5, true), (0.8, true), (0.81, false), (Double.nan, false)])
    func `the threshold itself still passes, and no number is the worst`(
        score: Double,
        passes: Bool
    ) async throws {
        let place = try await place(scoring: score)
        let person = try await place.newVisitor()
        #expect((try await place.run(.sample(), for: person).status == .succeeded) == passes)
    }

    @Test func `publishing what nobody flagged opens no case`() async throws {
        let place = try await place(scoring: 0.1)
        let person = try await place.newVisitor()
        let image = try #require(try await place.run(.sample(), for: person).images.first?.id)
        try await place.moderation.published(image, of: person)
        #expect(try await place.moderation.cases(areOpen: true).isEmpty)
    }

    @Test func `a picture that a person has cleared passes`() async throws {
        let place = try await place(scoring: 0.95)
        let (person, staff) = (try await place.newVisitor(), try await place.newVisitor())
        let job = try await place.run(.sample(), for: person)
        let link = try #require(job.notes.first?.appeal.flatMap { AppealLink($0) })
        let entry = try await place.moderation.appeal(by: link, .plain())
        try await place.moderation.answer(
            entry,
            granting: true,
            reason: "It is a banana",
            by: staff,
            among: SomeDeciders(number: 1)
        )
        #expect(try await place.run(.sample(), for: person).status == .succeeded)
    }
}

extension Appeal {
    static func plain(prompt: String? = nil, email: String? = nil) throws -> Appeal {
        try Appeal(
            text: "Please look again",
            prompt: prompt.map { try Prompt($0) },
            email: email.flatMap { EmailAddress($0) },
            language: .english
        )
    }
}
