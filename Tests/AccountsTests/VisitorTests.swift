import Accounts
import Foundation
import Kernel
import Store
import TestSupport
import Testing
import Vault

struct VisitorTests {
    let place: TestInstallation

    init() async throws {
        place = try await TestInstallation()
    }

    @Test func `a visitor is recognised by their token`() async throws {
        let (visitor, token) = try await place.accounts.welcome()
        #expect(try await place.accounts.recognise(token) == visitor)
        let carried = try #require(Token(token.secret.reveal()))
        #expect(try await place.accounts.recognise(carried) == visitor)
    }

    @Test func `a visitor has a key of their own from the start`() async throws {
        let visitor = try await place.accounts.welcome().visitor
        #expect(try await place.ring.holdsKey(of: visitor.subject))
    }

    @Test func `two visitors are two persons`() async throws {
        let (one, two) = try await (place.accounts.welcome(), place.accounts.welcome())
        #expect(one.visitor.subject != two.visitor.subject)
        #expect(one.token.secret != two.token.secret)
        #expect(try await place.accounts.recognise(two.token) == two.visitor)
    }

    @Test func `nobody is recognised by a token that was never given`() async throws {
        _ = try await place.accounts.welcome()
        let token = try #require(Token(String(repeating: "0", count: 64)))
        #expect(try await place.accounts.recognise(token) == nil)
    }

    @Test func `seven days without a use end a visitor, to the millisecond`() async throws {
        let (visitor, token) = try await place.accounts.welcome()
        #expect(visitor.expiresAt == place.time.now + .days(7))
        place.time.advance(by: .days(7) - .milliseconds(1))
        #expect(try await place.subjectsOver() == [])
        place.time.advance(by: .milliseconds(1))
        #expect(try await place.accounts.recognise(token) == nil)
        #expect(try await place.subjectsOver() == [visitor.subject])
    }

    @Test func `each use keeps a visitor for seven days more`() async throws {
        let (visitor, token) = try await place.accounts.welcome()
        for _ in 0..<3 {
            place.time.advance(by: .days(6))
            let found = try #require(try await place.accounts.recognise(token))
            #expect(found.subject == visitor.subject)
            #expect(found.expiresAt == place.time.now + .days(7))
        }
    }

    @Test(arguments: [(Duration.seconds(60), false), (.milliseconds(60_001), true)])
    func `uses within a minute save the write`(later: Duration, isRenewed: Bool) async throws {
        let (visitor, token) = try await place.accounts.welcome()
        place.time.advance(by: later)
        let before = try place.store.version()
        let found = try #require(try await place.accounts.recognise(token))
        #expect((found.expiresAt > visitor.expiresAt) == isRenewed)
        #expect(try (place.store.version() != before) == isRenewed)
    }

    @Test func `the oldest expired visitors come first, and no more than asked for`() async throws {
        var subjects: [SubjectID] = []
        for _ in 0..<3 {
            subjects.append(try await place.newVisitor())
            place.time.advance(by: .hours(1))
        }
        place.time.advance(by: .days(7))
        #expect(try await place.subjectsOver(limit: 2) == Array(subjects.prefix(2)))
    }

    @Test func `a visitor whose key was destroyed is not recognised`() async throws {
        let (visitor, token) = try await place.accounts.welcome()
        try await place.ring.destroyKey(of: visitor.subject)
        #expect(try await place.accounts.recognise(token) == nil)
    }

    @Test func `no file holds a token, in any form`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        let (visitor, token) = try await place.accounts.welcome()
        let text = token.secret.reveal()
        let bytes = Data(
            stride(from: 0, to: 64, by: 2).compactMap { UInt8(text.dropFirst($0).prefix(2), radix: 16) }
        )
        #expect(bytes.count == 32)
        #expect(try folder.files(holding: Data(text.utf8)) == [])
        #expect(try folder.files(holding: bytes) == [])
        #expect(try !folder.files(holding: visitor.subject.value.bytes).isEmpty, "the search would find it")
    }
}

struct TokenTests {
    @Test func `a token is 64 hexadecimal digits of chance`() async throws {
        let token = try await TestInstallation().accounts.welcome().token
        let text = token.secret.reveal()
        #expect(text.count == 64)
        #expect(text.allSatisfy { "0123456789abcdef".contains($0) })
    }

    @Test func `a token prints as redacted`() async throws {
        let token = try await TestInstallation().accounts.welcome().token
        var dumped = ""
        dump(token, to: &dumped)
        #expect(["\(token)", String(reflecting: token)] == ["<redacted>", "<redacted>"])
        #expect(Mirror(reflecting: token).children.isEmpty)
        #expect(dumped == "- <redacted>\n")
    }

    @Test(arguments: [
        "", "0", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
        String(repeating: "A", count: 64), String(repeating: "g", count: 64),
        String(repeating: " ", count: 64),
        String(repeating: "é", count: 32), "-" + String(repeating: "0", count: 63),
    ])
    func `no other text is a token`(text: String) {
        #expect(Token(text) == nil)
    }
}
