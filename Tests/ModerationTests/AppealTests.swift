import Audit
import Foundation
import Kernel
import Moderation
import Store
import Studio
import TestSupport
import Testing

/// Having a decision looked at again.
@Suite(.timeLimit(.minutes(5)))
struct AppealTests {
    let place: TestInstallation
    let person: SubjectID
    let staff: SubjectID
    let other: SubjectID

    init() async throws {
        place = try await .moderated()
        person = try await place.newMember()
        staff = try await place.newMember("staff@mail.example")
        other = try await place.newMember("other@mail.example")
    }

    private func answer(
        _ entry: CaseID,
        _ isGranted: Bool,
        by decider: SubjectID,
        of number: Int = 2
    ) async throws {
        try await place.moderation.answer(
            entry,
            granting: isGranted,
            reason: "Because",
            by: decider,
            among: SomeDeciders(number: number)
        )
    }

    @Test func `a granted appeal lets the very prompt pass, for that rule and no other`() async throws {
        let refused = try await place.refusal(of: "a pipe bomb of flowers", by: person)
        let entry = try await place.moderation.appeal(
            by: refused.link,
            .plain(prompt: "a pipe bomb of flowers")
        )
        let file = try await place.moderation.file(of: entry)
        #expect(file.appeal?.text == "Please look again")
        #expect(file.appeal?.prompt == "a pipe bomb of flowers")
        try await answer(entry, true, by: staff)
        _ = try await place.submit(.sample("a pipe bomb of flowers"), for: person)
        _ = try await place.refusal(of: "a pipe bomb", by: person)
        #expect(try await place.mailKinds().contains("appeal_granted"))
        let sheet = try await place.moderation.decision(by: refused.link, in: .english)
        #expect(sheet.appeal == .answered(granted: true, reason: "Because", at: place.time.now))
    }

    @Test func `a rejected one leaves the decision`() async throws {
        let refused = try await place.refusal(of: "pipe bomb", by: person)
        let entry = try await place.moderation.appeal(by: refused.link, .plain())
        #expect(
            try await place.moderation.decision(by: refused.link, in: .english).appeal
                == .waiting(due: place.time.now + .days(7))
        )
        try await answer(entry, false, by: staff)
        _ = try await place.refusal(of: "pipe bomb", by: person)
        #expect(try await place.mailKinds().contains("appeal_rejected"))
    }

    @Test func `another prompt than the refused one is not taken`() async throws {
        let refused = try await place.refusal(of: "pipe bomb", by: person)
        await #expect(throws: Problem(.appealPromptDiffers, field: "prompt")) {
            try await place.moderation.appeal(by: refused.link, .plain(prompt: "a cat"))
        }
        #expect(try await place.moderation.openCaseCount() == 0)
    }

    @Test func `of ten appeals at once, exactly one is made`() async throws {
        let refused = try await place.refusal(of: "pipe bomb", by: person)
        let made = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<10 {
                group.addTask { [place] in
                    (try? await place.moderation.appeal(by: refused.link, .plain())) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 1)
        #expect(try await place.moderation.openCaseCount() == 1)
    }

    @Test func `a link with another mark, or of no decision, is not found`() async throws {
        let refused = try await place.refusal(of: "pipe bomb", by: person)
        let text = refused.link.text
        let forged = [
            String(text.dropLast()) + (text.last == "0" ? "1" : "0"),
            "\(DecisionID.sample().text)-\(text.suffix(32))",
        ]
        for link in forged {
            let link = try #require(AppealLink(link))
            await #expect(throws: Problem(.notFound)) {
                try await place.moderation.decision(by: link, in: .english)
            }
            await #expect(throws: Problem(.notFound)) {
                try await place.moderation.appeal(by: link, .plain())
            }
        }
        for end in text.indices.dropFirst() { #expect(AppealLink(String(text[..<end])) == nil) }
    }

    @Test func `somebody without an account appeals too, and is answered where they said`() async throws {
        let refusal = await #expect(throws: Problem.self) {
            try await place.studio.screen(.sample("pipe bomb"))
        }
        let link = try #require(refusal?.arguments["appeal"].flatMap { AppealLink($0) })
        let entry = try await place.moderation.appeal(by: link, .plain(email: "guest@mail.example"))
        try await answer(entry, false, by: staff)
        #expect(try await place.mailKinds().filter { $0 != "staff_invitation" } == ["appeal_rejected"])
    }

    @Test func `whoever decided does not judge it again, unless nobody else can`() async throws {
        let (_, entry) = try await place.reportedPicture(of: person)
        let decision = try await place.moderation.decide(
            entry,
            Verdict(.withhold, .person, reason: "r"),
            by: staff
        )
        let link = place.moderation.link(to: decision)
        let appeal = try await place.moderation.appeal(by: link, .plain())
        await #expect(throws: Problem(.otherDeciderRequired)) { try await answer(appeal, false, by: staff) }
        await #expect(throws: Problem(.otherDeciderRequired)) { try await answer(appeal, true, by: person) }
        try await answer(appeal, true, by: staff, of: 1)
        #expect(try await place.moderation.decision(by: link, in: .english).decision.endedAt != nil)
    }

    @Test func `an appeal that is granted shows a hidden picture again`() async throws {
        let (image, entry) = try await place.reportedPicture(of: person)
        let decision = try await place.moderation.decide(
            entry,
            Verdict(.withhold, .person, reason: "r"),
            by: staff
        )
        let appeal = try await place.moderation.appeal(by: place.moderation.link(to: decision), .plain())
        try await answer(appeal, true, by: other)
        _ = try await place.studio.file(of: image, width: nil, format: nil, under: place.permit(for: person))
    }

    @Test func `an appeal cannot be decided as if it were a report`() async throws {
        let refused = try await place.refusal(of: "pipe bomb", by: person)
        let entry = try await place.moderation.appeal(by: refused.link, .plain())
        await #expect(throws: Problem(.verdictUnsuitable, field: "action")) {
            try await place.moderation.decide(entry, Verdict(.suspend, .other, reason: "r"), by: staff)
        }
    }
}
