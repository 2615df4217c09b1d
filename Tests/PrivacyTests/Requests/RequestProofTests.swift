import Foundation
import Kernel
import Store
import TestSupport
import Testing
import Vault

@testable import Privacy

struct RequestProofTests {
    @Test func `an address without an account is answered like one with`() async throws {
        let installation = try await TestInstallation()
        _ = try await installation.newMember()
        let known = try await installation.ask(.access)
        let unknown = try await installation.ask(.access, of: "nobody@mail.example")
        #expect(known.request.state == unknown.request.state)
        #expect(known.request.dueAt == unknown.request.dueAt)
        let kinds = try await installation.mailKinds(of: known.request.id)
        #expect(kinds == ["request_received", "request_code"])
        #expect(try await installation.mailKinds(of: unknown.request.id) == kinds)
        #expect(try await installation.rows(in: "privacy_request", where: "account_id IS NOT NULL") == 1)
    }

    @Test(arguments: [RequestKind.access, .childReport])
    func `an account that was erased a moment ago is nobody's`(kind: RequestKind) async throws {
        let installation = try await TestInstallation()
        let member = try await installation.newMember()
        try await installation.privacy.erase(member, because: .asked)
        #expect(try await installation.rows(in: "accounts_account", where: "subject_id = \(member)") == 1)
        let known = try await installation.ask(kind, "mei@mail.example")
        let unknown = try await installation.ask(kind, of: "nobody@mail.example", "nobody@mail.example")
        #expect(known.request.state == unknown.request.state)
        let kinds = try await installation.mailKinds(of: known.request.id)
        #expect(try await installation.mailKinds(of: unknown.request.id) == kinds)
        #expect(try await installation.rows(in: "privacy_freeze") == 0)
        #expect(try await installation.rows(in: "privacy_request", where: "account_id IS NOT NULL") == 0)
    }

    @Test func `an account is deleted with the code, and not without`() async throws {
        let installation = try await TestInstallation()
        let member = try await installation.newMember()
        let taken = try await installation.ask(.deletion)
        try await installation.requests.keepClocks()
        #expect(try await installation.ring.holdsKey(of: member))
        let code = try await installation.code(for: taken.request.id)
        try await installation.requests.verify(taken.link, with: code)
        #expect(try await installation.ring.holdsKey(of: member) == false)
        #expect(try await installation.state(of: taken.request.id) == .fulfilled)
        await expectProblem(.requestClosed) { try await installation.requests.verify(taken.link, with: code) }
    }

    @Test(arguments: [-1, 601])
    func `a code counts between its making and its end only`(seconds: Int) async throws {
        let installation = try await TestInstallation()
        let taken = try await installation.ask(.access)
        let code = try await installation.code(for: taken.request.id)
        installation.time.advance(by: .seconds(seconds))
        await expectProblem(.requestCodeWrong) {
            try await installation.requests.verify(taken.link, with: code)
        }
    }

    @Test func `after five wrong codes the right one is wrong too`() async throws {
        let installation = try await TestInstallation()
        let taken = try await installation.ask(.access)
        let code = try await installation.code(for: taken.request.id)
        let wrong = try #require(RequestCode("0000 1111"))
        for _ in 0..<5 {
            await expectProblem(.requestCodeWrong) {
                try await installation.requests.verify(taken.link, with: wrong)
            }
        }
        await expectProblem(.requestCodeWrong) {
            try await installation.requests.verify(taken.link, with: code)
        }
        #expect(try await installation.state(of: taken.request.id) == .verifying)
    }

    @Test func `a link with another mark leads nowhere`() async throws {
        let installation = try await TestInstallation()
        let taken = try await installation.ask(.access)
        let other = RequestLink(taken.request.id, mark: Secret(String(repeating: "0", count: 32)))
        await expectProblem(.notFound) { _ = try await installation.requests.request(by: other) }
        await expectProblem(.notFound) { try await installation.requests.withdraw(other) }
    }

    @Test func `nobody of the staff decides on a request about themselves`() async throws {
        let installation = try await TestInstallation()
        let clerk = RequestActor.staff(try await installation.newMember(), role: "privacy")
        let id = try await installation.ask(.deletion).request.id
        for action in [RequestAction.verify, .erase, .extend(reason: "I am busy with it")] {
            await expectProblem(.rightMissing) {
                try await installation.requests.act(action, on: id, by: clerk)
            }
        }
        #expect(try await installation.state(of: id) == .verifying)
    }

    @Test func `staff answer nothing about data for whoever is not verified`() async throws {
        let installation = try await TestInstallation()
        let clerk = try await installation.staffActor()
        _ = try await installation.newMember()
        let id = try await installation.ask(.deletion).request.id
        for action in [RequestAction.fulfil(answer: "done"), .erase] {
            await expectProblem(.requestActionUnsuitable) {
                try await installation.requests.act(action, on: id, by: clerk)
            }
        }
        try await installation.requests.act(.verify, on: id, by: clerk)
        try await installation.requests.act(.erase, on: id, by: clerk)
        #expect(try await installation.state(of: id) == .fulfilled)
    }

    @Test func `of two requests about one account the deletion ends the other`() async throws {
        let installation = try await TestInstallation()
        let member = try await installation.newMember()
        let other = try await installation.requests.take(
            NewRequest(.correction, by: .api, regime: nil, text: "wrong", language: .english),
            from: .member(member)
        )
        #expect(other.request.state == .open)
        let taken = try await installation.ask(.deletion)
        let code = try await installation.code(for: taken.request.id)
        async let first: Void = installation.requests.verify(taken.link, with: code)
        async let second: Void = installation.requests.withdraw(other.link)
        _ = try? await (first, second)
        #expect(try await installation.state(of: taken.request.id) == .fulfilled)
        #expect(try await installation.state(of: other.request.id) == .withdrawn)
        let counts = try await installation.rows(in: "privacy_request", where: "closed_at IS NOT NULL")
        #expect(counts == 2)
    }

    @Test func `an address gets five letters a day about what nobody has verified`() async throws {
        let place = try await TestInstallation()
        for number in 0..<6 {
            let taken = try await place.ask(.access)
            #expect(try await place.mailKinds(of: taken.request.id).isEmpty == (number > 2))
            try await place.requests.withdraw(taken.link)
            #expect(try await place.state(of: taken.request.id) == .withdrawn)
        }
        let letters: SQL = "kind IN ('request_received', 'request_withdrawn')"
        #expect(try await place.rows(in: "mail_outbox", where: letters) == 5)
        place.time.advance(by: .days(1))
        let taken = try await place.ask(.access)
        #expect(try await place.mailKinds(of: taken.request.id) == ["request_received", "request_code"])
    }

    @Test func `codes that are sent again count as letters, and the last one stays good`() async throws {
        let place = try await TestInstallation()
        let first = try await place.ask(.access)
        for _ in 0..<3 { try await place.requests.sendCode(for: first.link) }
        let second = try await place.ask(.access)
        await expectProblem(.requestCodesUsedUp) { try await place.requests.sendCode(for: second.link) }
        let code = try await place.code(for: second.request.id)
        await expectProblem(.requestCodesUsedUp) { try await place.requests.sendCode(for: second.link) }
        try await place.requests.verify(second.link, with: code)
    }

    @Test func `what nobody verified expires at its deadline`() async throws {
        let installation = try await TestInstallation()
        let id = try await installation.ask(.access).request.id
        installation.time.advance(by: .days(40))
        try await installation.requests.keepClocks()
        #expect(try await installation.state(of: id) == .expired)
    }

    @Test func `more requests than are read at once expire in one round`() async throws {
        let installation = try await TestInstallation()
        for number in 0..<5 { _ = try await installation.ask(.access, of: "m\(number)@mail.example") }
        installation.time.advance(by: .days(40))
        try await installation.requests.keepClocks(page: 2)
        #expect(try await installation.rows(in: "privacy_request", where: "state = 'expired'") == 5)
    }

    @Test(arguments: [RequestAction.erase, .release])
    func `a child's account is frozen at once, and staff decide`(action: RequestAction) async throws {
        let installation = try await TestInstallation()
        let clerk = try await installation.staffActor()
        let child = try await installation.newMember("child@mail.example")
        let id = try await installation.ask(.childReport, of: "parent@mail.example", "child@mail.example")
            .request.id
        #expect(try await installation.privacy.frozenSince(child) != nil)
        try await installation.requests.act(action, on: id, by: clerk)
        let isThere = try await installation.ring.holdsKey(of: child)
        let kinds = try await installation.mailKinds(of: id)
        if case .erase = action {
            #expect(!isThere)
        } else {
            #expect(isThere)
            #expect(try await installation.privacy.frozenSince(child) == nil)
        }
        #expect(kinds == ["request_received", "child_report_answered"])
        #expect(try await installation.state(of: id) == .fulfilled)
    }
}
