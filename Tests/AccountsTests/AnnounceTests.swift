import Kernel
import Mail
import Privacy
import Queue
import Store
import TestSupport
import Testing

@testable import Accounts

/// Letters to many: who gets them, and how often.
@Suite(.timeLimit(.minutes(5)))
struct AnnounceTests {
    let choices: StandingChoices
    let town: Town
    let file: CampaignFile

    init() async throws {
        let choices = StandingChoices()
        self.choices = choices
        town = try await Town { $0.choices = choices }
        file = try CampaignFile("# en: What is new\nOne.\n# zh-Hant: 新消息\n一。")
    }

    /// Sends a letter and waits until everybody has been gone through.
    private func announce(_ kind: MailKind) async throws -> Campaign {
        let campaign = try await town.accounts.announce(kind, saying: file)
        try await town.place.working {
            for await _ in town.place.queue.changes(of: campaign.id.value)
            where try await town.place.rows(in: "queue_work", where: "target = \(campaign.id)") == 0 {
                return
            }
        }
        return campaign
    }

    private func letters(_ kind: MailKind) async throws -> Int {
        try await town.mails().filter { $0 == kind.rawValue }.count
    }

    @Test func `news reach those alone who asked for them, and each once`() async throws {
        let mei = try await town.member("mei@example.org").subject
        _ = try await town.member("bo@example.org")
        choices.consent(mei, to: SendNews.definition)
        let count = try await town.accounts.countReaders(.news)
        #expect(count.accounts == 2 && count.readers == 1 && count.unwilling == 1)
        #expect(try await letters(.news) == 0)
        _ = try await announce(.news)
        #expect(try await letters(.news) == 1)
        let again = try await town.accounts.announce(.news, saying: file)
        #expect(again.finishedAt != nil)
        #expect(try await town.place.rows(in: "mail_campaign") == 1)
    }

    @Test func `updates reach everybody but those who switched them off`() async throws {
        let mei = try await town.session(town.member("mei@example.org"))
        _ = try await town.member("bo@example.org")
        try await town.accounts.change(
            Preferences(language: .english, wantsUpdates: false),
            for: mei
        )
        #expect(try await !town.accounts.preferences(of: mei).wantsUpdates)
        _ = try await announce(.update)
        #expect(try await letters(.update) == 1)
    }

    @Test func `news are switched only by those who have consented to them`() async throws {
        let mei = try await town.session(town.member("mei@example.org"))
        #expect(try await town.accounts.preferences(of: mei).wantsNews == nil)
        choices.consent(mei.subject, to: SendNews.definition)
        var preferences = try await town.accounts.preferences(of: mei)
        #expect(preferences.wantsNews == true)
        preferences.wantsNews = false
        try await town.accounts.change(preferences, for: mei)
        #expect(try await town.accounts.countReaders(.news).unwilling == 1)
        preferences.wantsNews = true
        try await town.accounts.change(preferences, for: mei)
        #expect(try await town.accounts.countReaders(.news).readers == 1)
    }

    @Test func `work that was broken off goes on with those who have no letter yet`() async throws {
        let mei = try await town.member("mei@example.org").subject
        _ = try await town.member("bo@example.org")
        let campaign = try await town.accounts.announce(.update, saying: file)
        let account = try await town.accounts.account(of: mei)
        try await town.place.mail.send(campaign, to: account.email, in: .english, for: mei)
        _ = try await announce(.update)
        #expect(try await letters(.update) == 2)
    }

    @Test func `nobody gets a letter who may not be written to`() async throws {
        let mei = try await town.member("mei@example.org").subject
        try await town.place.privacy.freeze(mei, logging: [])
        #expect(try await town.accounts.countReaders(.update).barred == 1)
        _ = try await announce(.update)
        #expect(try await letters(.update) == 0)
    }
}
