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
            NewRequest(.restriction, by: .api, regime: nil, text: "", language: .english),
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

    @Test func `what nobody verified expires at its deadline`() async throws {
        let installation = try await TestInstallation()
        let id = try await installation.ask(.access).request.id
        installation.time.advance(by: .days(40))
        try await installation.requests.keepClocks()
        #expect(try await installation.state(of: id) == .expired)
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
