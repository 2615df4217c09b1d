import Foundation
import Kernel
import Store
import TestSupport
import Testing

@testable import Privacy

/// What a verified request has done by itself, as the account's own buttons do it.
@Suite(.timeLimit(.minutes(5)))
struct FulfilmentTests {
    let place: TestInstallation
    let member: SubjectID

    init() async throws {
        place = try await TestInstallation()
        member = try await place.newMember()
    }

    /// Has a request taken, and shows that it is its person who asks.
    private func verified(_ kind: RequestKind) async throws -> RightsRequestID {
        let taken = try await place.ask(kind)
        try await place.requests.verify(taken.link, with: try await place.code(for: taken.request.id))
        return taken.request.id
    }

    @Test(arguments: [RequestKind.access, .portability])
    func `the code has an archive made, and the letter says so`(kind: RequestKind) async throws {
        let id = try await verified(kind)
        #expect(try await place.archives.newest(of: member)?.isOpen == true)
        #expect(try await place.state(of: id) == .fulfilled)
        #expect(try await place.mailKinds(of: id).last == "request_fulfilled")
    }

    @Test func `the code restricts the account`() async throws {
        let id = try await verified(.restriction)
        #expect(try await place.privacy.restrictions(of: member).map(\.origin) == [.person])
        #expect(try await place.state(of: id) == .fulfilled)
    }

    @Test(arguments: [RequestKind.correction, .objection, .other])
    func `the rest waits for a person`(kind: RequestKind) async throws {
        let taken = try await place.requests.take(
            NewRequest(kind, by: .api, regime: nil, text: "look at it", language: .english),
            from: .member(member)
        )
        #expect(taken.request.state == .open)
        try await place.requests.keepClocks()
        #expect(try await place.state(of: taken.request.id) == .open)
    }

    @Test func `a code alone does nothing to an account with a second factor`() async throws {
        let (place, member) = (place, member)
        let id: RowID = place.requests.ids.next()
        try await place.store.write { tx in
            _ = try tx.run(
                """
                INSERT INTO accounts_one_time_secret (id, subject_id, secret, last_step, made_at)
                VALUES (\(id), \(member), \(Data([1])), 1, \(place.time.now))
                """
            )
        }
        let request = try await verified(.deletion)
        #expect(try await place.state(of: request) == .open)
        try await place.requests.keepClocks()
        #expect(try await place.state(of: request) == .open)
        #expect(try await place.rows(in: "accounts_account", where: "subject_id = \(member)") == 1)
    }

    @Test(arguments: [RequestKind.access, .restriction])
    func `whoever is signed in is answered at once`(kind: RequestKind) async throws {
        let taken = try await place.requests.take(
            NewRequest(kind, by: .api, regime: nil, text: "", language: .english),
            from: .member(member)
        )
        #expect(taken.request.state == .fulfilled)
    }

    @Test func `after a crash before the answer no second archive is made`() async throws {
        let id = try await verified(.access)
        try await place.reopen(id)
        try await place.requests.keepClocks()
        #expect(try await place.state(of: id) == .fulfilled)
        let made = try await place.exported(member)
        try await place.reopen(id)
        place.time.advance(by: .hours(1))
        try await place.requests.keepClocks()
        #expect(try await place.state(of: id) == .fulfilled)
        #expect(try await place.archives.newest(of: member)?.id == made.id)
        #expect(try await place.rows(in: "privacy_export") == 1)
    }

    @Test func `a request about an account that is erased is about nobody's`() async throws {
        let id = try await verified(.access)
        #expect(try await place.rows(in: "privacy_request", where: "account_id IS NOT NULL") == 1)
        try await place.erase(member)
        #expect(try await place.rows(in: "privacy_request", where: "account_id IS NOT NULL") == 0)
        #expect(try await place.state(of: id) == .fulfilled)
    }

    @Test func `an archive that ran out before the answer is made anew`() async throws {
        let id = try await verified(.access)
        _ = try await place.exported(member)
        try await place.reopen(id)
        place.time.advance(by: Archives.patience + .seconds(1))
        try await place.requests.keepClocks()
        #expect(try await place.archives.newest(of: member)?.isOpen == true)
        #expect(try await place.rows(in: "privacy_export") == 2)
    }

    @Test func `after a crash before the answer nothing is restricted twice`() async throws {
        let id = try await verified(.restriction)
        let leaves = try await place.rows(in: "audit_leaf", where: "type = 'restriction'")
        try await place.reopen(id)
        try await place.requests.keepClocks()
        #expect(try await place.privacy.restrictions(of: member).count == 1)
        #expect(try await place.rows(in: "audit_leaf", where: "type = 'restriction'") == leaves)
    }

    @Test func `an archive that its person could not fetch is a person's work`() async throws {
        let taken = try await place.ask(.access)
        try await place.privacy.freeze(member, logging: [])
        try await place.requests.verify(taken.link, with: try await place.code(for: taken.request.id))
        #expect(try await place.state(of: taken.request.id) == .open)
        #expect(try await place.rows(in: "privacy_export") == 0)
    }
}
