import Audit
import Foundation
import Kernel
import Moderation
import Store
import Studio
import TestSupport
import Testing

/// Reports, what a person decides about them, and what holds then.
@Suite(.timeLimit(.minutes(5)))
struct CaseTests {
    let place: TestInstallation
    let owner: SubjectID
    let staff: SubjectID

    init() async throws {
        place = try await .moderated()
        owner = try await place.newMember()
        staff = try await place.newMember("staff@mail.example")
    }

    private func report(_ address: String, email: String? = "reporter@mail.example") throws -> Report {
        try Report(
            address: address,
            ground: .person,
            text: "That is me",
            email: email.flatMap { EmailAddress($0) },
            language: .english
        )
    }

    @Test func `an address that leads nowhere is answered like one that does`() async throws {
        let image = try #require(try await place.run(.sample(), for: owner).images.first?.id)
        let known = try await place.moderation.take(report("/images/\(image.text)"), from: owner)
        let mails = try await place.mailKinds()
        let unknown = try await place.moderation.take(report("https://elsewhere.example/x"), from: nil)
        #expect(known.text.count == unknown.text.count)
        #expect(try await place.mailKinds() == mails + ["report_received"])
        let cases = try await place.moderation.cases(areOpen: true)
        #expect(Set(cases.map(\.image)) == [image, nil])
        for entry in cases {
            try await place.moderation.decide(entry.id, Verdict(.dismiss, .other, reason: "no"), by: staff)
        }
        #expect(try await place.mailKinds().filter { $0 == "report_decided" }.count == 2)
    }

    @Test(arguments: [
        "/images/x", "//", "", "javascript:alert(1)", "http://localhost.evil/images/1", "/zh-Hant/", "/s/abc",
    ])
    func `no address of ours leads to a picture that is not there`(address: String) async throws {
        #expect(try await place.moderation.reportable(address, seenBy: owner) == nil)
    }

    @Test func `one's own picture is found at each of its addresses, another's at none`() async throws {
        let image = try #require(try await place.run(.sample(), for: owner).images.first?.id)
        for address in [
            "/images/\(image.text)", "http://localhost/zh-Hant/images/\(image.text)?x#y",
            " /zh-TW/images/\(image.text) ",
        ] {
            #expect(try await place.moderation.reportable(address, seenBy: owner)?.image == image)
            #expect(try await place.moderation.reportable(address, seenBy: staff) == nil)
            #expect(try await place.moderation.reportable(address, seenBy: nil) == nil)
        }
    }

    @Test func `reports about one picture are one case, and each is answered`() async throws {
        let image = try #require(try await place.run(.sample(), for: owner).images.first?.id)
        for _ in 0..<3 { try await place.moderation.take(report("/images/\(image.text)"), from: owner) }
        let entry = try #require(try await place.moderation.cases(areOpen: true).first)
        #expect(try await place.moderation.file(of: entry.id).reports.count == 3)
        try await place.moderation.decide(entry.id, Verdict(.warn, .person, reason: "Do not"), by: staff)
        #expect(try await place.mailKinds().filter { $0 == "report_decided" }.count == 3)
    }

    @Test func `what was reported lies sealed`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        try await place.moderation.take(
            Report(
                address: "/canaryaddress",
                ground: .other,
                text: "canarytext",
                email: EmailAddress("canarymail@mail.example"),
                language: .english
            ),
            from: nil
        )
        for canary in ["canaryaddress", "canarytext", "canarymail"] {
            #expect(try folder.files(holding: Data(canary.utf8)) == [], "\(canary)")
        }
    }

    @Test func `a hidden picture's file is refused with the reason, and its owner is told`() async throws {
        let (image, entry) = try await place.reportedPicture(of: owner)
        try await place.moderation.decide(
            entry,
            Verdict(.withhold, .person, reason: "It shows somebody"),
            by: staff
        )
        let refusal = await #expect(throws: Problem.self) {
            try await place.studio.file(of: image, width: nil, format: nil, under: place.permit(for: owner))
        }
        #expect(refusal?.code == .imageWithheld)
        #expect(refusal?.arguments["reason"] == "It shows somebody")
        #expect(try await place.mailKinds().contains("image_withheld"))
        let sheet = try #require(try await place.moderation.decisions(about: owner, in: .english).first)
        #expect((sheet.decision.action, sheet.decision.rule) == (.withhold, "terms-person"))
        #expect(try await place.acts(about: owner).first?.act == .moderationDecision)
    }

    @Test func `of ten who decide at once, exactly one does`() async throws {
        let (_, entry) = try await place.reportedPicture(of: owner)
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<10 {
                group.addTask { [place, staff] in
                    do {
                        let verdict = try Verdict(
                            number.isMultiple(of: 2) ? .dismiss : .warn,
                            .other,
                            reason: "r"
                        )
                        try await place.moderation.decide(entry, verdict, by: staff)
                        return true
                    } catch {
                        return (error as? Problem)?.code != .caseDecided
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.filter { $0 }.count == 1)
        #expect(try await place.rows(in: "moderation_decision") == 1)
        #expect(try await place.acts(about: owner).filter { $0.act == .moderationDecision }.count == 1)
    }

    @Test func `a decision that does not suit its case is refused and leaves it open`() async throws {
        try await place.moderation.take(report("/nowhere", email: nil), from: nil)
        let entry = try #require(try await place.moderation.cases(areOpen: true).first)
        for action in [StaffAction.withhold, .warn, .suspend] {
            await #expect(throws: Problem(.verdictUnsuitable, field: "action")) {
                try await place.moderation.decide(entry.id, Verdict(action, .other, reason: "r"), by: staff)
            }
        }
        #expect(try await place.moderation.openCaseCount() == 1)
        #expect(throws: Problem.self) { try Verdict(.warn, .other, reason: "r", until: place.time.now) }
    }

    @Test(arguments: ["", " ", "\n\t", "\u{200B}", "\u{3000}"])
    func `a decision has a reason that one can read`(reason: String) {
        #expect(throws: Problem(.textMalformed, field: "reason", ["limit": "500"])) {
            try Verdict(.warn, .other, reason: reason)
        }
    }

    @Test func `nobody decides a case about themselves`() async throws {
        let (_, entry) = try await place.reportedPicture(of: owner)
        await #expect(throws: Problem(.otherDeciderRequired)) {
            try await place.moderation.decide(entry, Verdict(.dismiss, .other, reason: "r"), by: owner)
        }
    }

    @Test func `a case that is not there is not found`() async throws {
        let id: CaseID = .sample()
        await #expect(throws: Problem(.notFound)) { try await place.moderation.file(of: id) }
        await #expect(throws: Problem(.notFound)) {
            try await place.moderation.decide(id, Verdict(.dismiss, .other, reason: "r"), by: staff)
        }
    }

    @Test func `whoever reported somebody who is erased meanwhile gets an answer all the same`() async throws
    {
        let image = try #require(try await place.run(.sample(), for: owner).images.first?.id)
        try await place.moderation.take(report("/images/\(image.text)"), from: owner)
        try await place.store.write { tx in _ = try tx.run("DELETE FROM moderation_case") }
        for _ in 0..<2 { try await place.moderation.upkeep() }
        #expect(try await place.mailKinds().filter { $0 == "report_decided" }.count == 1)
    }
}
