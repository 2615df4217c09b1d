import Accounts
import Audit
import Foundation
import Kernel
import Mail
import Moderation
import Purposes
import Store
import Studio
import TestSupport
import Testing

/// So many members of staff may decide.
struct SomeDeciders: Deciders {
    let number: Int

    func count() async throws -> Int { number }
}

extension TestInstallation {
    static func moderated(_ change: (inout Plan) -> Void = { _ in }) async throws -> TestInstallation {
        var plan = Plan()
        plan.rules = try .sample()
        change(&plan)
        return try await TestInstallation(plan)
    }

    /// Somebody with an account.
    func newMember(_ address: String = "mei@mail.example") async throws -> SubjectID {
        let email = try #require(EmailAddress(address))
        let country = try #require(Country("TW"))
        return try await staff.appoint(email, as: .readOnly, in: .english, country: country, by: .commandLine)
            .subject
    }

    /// The refusal of a prompt.
    func refusal(of words: String, by person: SubjectID) async throws -> (rule: String?, link: AppealLink) {
        do {
            _ = try await submit(.sample(words), for: person)
        } catch let problem as Problem where problem.code == .promptRefused {
            return (
                problem.arguments["rule"],
                try #require(problem.arguments["appeal"].flatMap { AppealLink($0) })
            )
        }
        throw NotRefused()
    }

    struct NotRefused: Error {}

    /// A picture of somebody's, and the case of a report about it.
    func reportedPicture(of owner: SubjectID) async throws -> (image: ImageID, entry: CaseID) {
        let image = try #require(try await run(.sample(), for: owner).images.first?.id)
        try await moderation.take(
            Report(
                address: "/images/\(image.text)",
                ground: .person,
                text: "That is me",
                email: nil,
                language: .english
            ),
            from: owner
        )
        let entry = try #require(try await moderation.cases(areOpen: true).first { $0.image == image })
        return (image, entry.id)
    }

    /// What waits to be sent, by kind.
    func mailKinds() async throws -> [String] {
        try await store.read { tx in
            try tx.all("SELECT kind FROM mail_outbox ORDER BY id") { try $0.get("kind") }
        }
    }

    /// The acts about somebody, newest first.
    func acts(about person: SubjectID) async throws -> [OpenedAct] {
        try await audit.acts(limit: 50, under: gate.permit(ManageAccount.self, for: person)).acts
    }

    /// How many rows every table has but those of the register.
    func rowCounts() async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in Self.inventory where table.name != "moderation_decision" {
            counts[table.name] = try await rows(in: table.name)
        }
        return counts
    }
}
