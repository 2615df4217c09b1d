import Kernel
import TestSupport
import Testing

@testable import Accounts

/// Forms that are acted on once.
struct SentFormTests {
    let town: Town
    let owner: SubjectID

    init() async throws {
        town = try await Town()
        owner = try await town.member("mei@example.org").subject
    }

    @Test func `a form is begun once, whatever became of the first time`() async throws {
        #expect(try await town.accounts.begin(SentForm("a", of: owner)))
        #expect(try await !town.accounts.begin(SentForm("a", of: owner)))
    }

    @Test func `another form, and another person's, is one of its own`() async throws {
        let other = try await town.member("jo@example.org").subject
        #expect(try await town.accounts.begin(SentForm("a", of: owner)))
        #expect(try await town.accounts.begin(SentForm("b", of: owner)))
        #expect(try await town.accounts.begin(SentForm("a", of: other)))
    }

    @Test func `a form that was forgotten may be sent again`() async throws {
        #expect(try await town.accounts.begin(SentForm("a", of: owner)))
        try await town.accounts.forget(SentForm("a", of: owner))
        #expect(try await town.accounts.begin(SentForm("a", of: owner)))
    }
}
