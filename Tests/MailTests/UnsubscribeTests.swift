import Foundation
import Kernel
import Logging
import Privacy
import Queue
import Store
import TestSupport
import Testing

@testable import Mail

/// The one gate before mails, and the list of those who want no more.
@Suite(.timeLimit(.minutes(5)))
struct UnsubscribeTests {
    let mails: FakeMails
    let choices: StandingChoices
    let place: TestInstallation
    let person: SubjectID
    let address: EmailAddress

    init() async throws {
        mails = FakeMails()
        var plan = TestInstallation.Plan()
        plan.mails = mails
        choices = plan.choices
        place = try await TestInstallation(plan)
        person = try await place.newVisitor()
        address = try #require(EmailAddress("Mei@mail.example"))
    }

    private func campaign(_ kind: MailKind, _ text: String = "One.") async throws -> Campaign {
        let words = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, CampaignWords(subject: "New", text: text)) }
        )
        return try await place.store.write { [mail = place.mail] tx in
            try mail.keep(kind, saying: words, in: tx)
        }
    }

    private func send(_ kind: MailKind, _ text: String = "One.") async throws {
        try await place.mail.send(campaign(kind, text), to: address, in: .english, for: person)
    }

    /// Sends what waits.
    private func settle() async throws {
        let ids = try await place.store.read { tx in
            try tx.all("SELECT id FROM mail_outbox") { try $0.get("id") as RowID }
        }
        try await withThrowingTaskGroup { [mail = place.mail] group in
            group.addTask { try await withLogger(.silent) { _ in try await mail.worker.run() } }
            defer { group.cancelAll() }
            for id in ids {
                for await _ in mail.queue.changes(of: id.value)
                where try await place.rows(in: "mail_outbox", where: "id = \(id)") == 0 { break }
            }
        }
    }

    private func link(_ mailClass: MailClass) throws -> UnsubscribeLink {
        try #require(place.mail.unsubscribeLink(for: address, mailClass))
    }

    @Test func `news go to those alone who asked for them`() async throws {
        await #expect(throws: Problem(.noConsent)) { try await send(.news) }
        choices.consent(person, to: SendNews.definition)
        try await send(.news)
        try await settle()
        #expect(mails.messages.count == 1)
    }

    @Test func `a consent that is taken back while the letter waits stops it`() async throws {
        choices.consent(person, to: SendNews.definition)
        try await send(.news)
        choices.withdraw(person, from: SendNews.definition)
        try await settle()
        #expect(mails.tries == 0)
        #expect(try await place.rows(in: "mail_outbox") == 0)
    }

    @Test func `a letter to many goes to each once`() async throws {
        try await send(.update)
        try await send(.update)
        #expect(try await place.rows(in: "mail_outbox") == 1)
    }

    @Test(arguments: [MailKind.update, .news])
    func `a letter to many shows the way out, in its head too, which the signature covers`(
        kind: MailKind
    )
        async throws
    {
        choices.consent(person, to: SendNews.definition)
        try await send(kind)
        try await settle()
        let mail = try ParsedMail(try #require(mails.messages.first).bytes)
        let page = "https://studio.example/en/unsubscribe/\(try link(kind.mailClass).text)"
        #expect(mail["List-Unsubscribe"] == "<\(page)>")
        #expect(mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click")
        #expect(mail.parts.allSatisfy { $0.text.contains(page) })
    }

    @Test(arguments: [MailKind.update, .news])
    func `whoever ends a class gets no more of it, whatever waits, and keeps the others`(
        kind: MailKind
    )
        async throws
    {
        choices.consent(person, to: SendNews.definition)
        try await send(kind)
        for _ in 1...2 { try await place.mail.unsubscribe(by: link(kind.mailClass)) }
        try await settle()
        #expect(mails.tries == 0)
        await #expect(throws: Problem(.objected)) { try await send(kind, "Two.") }
        try await send(kind == .news ? .update : .news)
        try await place.queue(.sample(.passwordChanged, to: address, in: .english), for: person)
        try await settle()
        #expect(mails.messages.count == 2)
    }

    @Test
    func `an ended address stays ended when its person is erased, in any spelling, and leaves no address`()
        async throws
    {
        try await place.mail.unsubscribe(by: link(.marketing))
        try await place.privacy.erase(person, because: .asked)
        try await place.working {
            for await _ in place.queue.changes(of: person.value)
            where try await place.rows(in: "queue_work", where: "target = \(person)") == 0 { return }
        }
        let again = try #require(EmailAddress("mei@MAIL.example"))
        #expect(try await place.mail.isSuppressed(again, for: .marketing))
        #expect(try await !place.mail.isSuppressed(again, for: .update))
        try await place.mail.resubscribe(again, to: .marketing)
        #expect(try await !place.mail.isSuppressed(address, for: .marketing))
    }

    @Test func `a link is good as it was made and in no other form`() async throws {
        let whole = try link(.update).text
        #expect(UnsubscribeLink(whole)?.text == whole)
        for wrong in [
            "", "x", "m" + whole.dropFirst(), whole + "00", String(whole.dropLast()), whole.uppercased(),
            "u" + String(repeating: "0", count: 96), String(whole.dropLast()) + "\u{e9}",
        ] {
            guard let link = UnsubscribeLink(wrong) else { continue }
            await #expect(throws: Problem(.notFound)) { try await place.mail.unsubscribe(by: link) }
        }
        #expect(try await place.rows(in: "mail_suppression") == 0)
    }
}
