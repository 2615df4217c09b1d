import Foundation
import Kernel
import Purposes
import Store
import TestSupport
import Testing
import Vault

@testable import Mail

/// What becomes of waiting mails when their recipient has another address.
@Suite(.timeLimit(.minutes(5)))
struct ReaddressTests {
    private let place: TestInstallation
    private let person: SubjectID
    private let old: EmailAddress
    private let new: EmailAddress
    private let other: EmailAddress

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        old = try #require(EmailAddress("Old@mail.example"))
        new = try #require(EmailAddress("new@mail.example"))
        other = try #require(EmailAddress("other@mail.example"))
    }

    @Test(
        arguments: [
            (MailKind.newSignIn, "new@mail.example"), (.suspended, "new@mail.example"),
            (.emailChanged, "Old@mail.example"), (.resetPassword, nil), (.emailChangeNotice, nil),
        ] as [(MailKind, String?)]
    )
    func `a mail follows, stays or goes by what it is about`(kind: MailKind, recipient: String?) async throws
    {
        try await place.queue(.sample(kind, to: old, in: .english), for: person)
        try await readdress()
        #expect(try await recipients() == [recipient].compactMap { $0 })
    }

    @Test func `a mail to another address stays as it is`() async throws {
        try await place.queue(.sample(.newSignIn, to: other, in: .english), for: person)
        try await readdress()
        #expect(try await recipients() == ["other@mail.example"])
    }

    private func readdress() async throws {
        try await place.mail.readdress(from: old, to: new, of: person, changedAt: place.time.now)
    }

    private func recipients() async throws -> [String] {
        let (person, store) = (person, place.store)
        let letters = try await store.read { tx in try OutboxRecords(tx).letters(of: person) }
        let permit = try await place.gate.permit(NotifyByMail.self, for: person)
        var found: [String] = []
        for letter in letters {
            let plain = try await place.vault.open(letter.letter, under: permit)
            found.append(try JSONDecoder().decode(StoredLetter.self, from: plain).recipient)
        }
        return found
    }
}
