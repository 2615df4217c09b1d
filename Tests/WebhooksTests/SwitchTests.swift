import Foundation
import Kernel
import Mail
import Privacy
import Store
import TestSupport
import Testing

@testable import Accounts
@testable import Webhooks

/// Receivers that are switched off, by whom and by what.
@Suite(.timeLimit(.minutes(5)))
struct SwitchTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.member("mei@mail.example")
    }

    @Test func `410 switches a receiver off, stops what waits, and its person is told`() async throws {
        try await ScriptedServer.serving(ScriptedServer.answer("", status: "410 Gone")) {
            [place, person] port, server in
            let id = try await place.receiver(at: port, of: person).webhook.id
            try await place.tell(person)
            try await place.post(until: "status = 'failed'")
            let off = try await place.webhooks.webhook(id, of: person).off
            #expect(off == Webhook.Off(at: place.time.now, reason: .gone))
            #expect(try await place.rows(in: "mail_outbox", where: "kind = 'webhook_gone'") == 1)
            try await place.tell(person, job: 2)
            #expect(try await place.deliveries(to: id, of: person).count == 1)
            #expect(server.requests.count == 1)
        }
    }

    @Test func `five days without success switch a receiver off, and its person is told once`() async throws {
        try await ScriptedServer.serving(ScriptedServer.answer("", status: "500 Broken")) {
            [place, person] port, _ in
            let id = try await place.receiver(at: port, of: person).webhook.id
            try await place.tell(person)
            try await place.post(until: "attempts = 1")
            place.time.advance(by: Webhook.patience - .seconds(1))
            try await place.post(until: "attempts = 2")
            #expect(try await place.webhooks.webhook(id, of: person).off == nil)
            place.time.advance(by: .hours(24))
            try await place.tell(person, job: 2)
            try await place.post(until: "status <> 'waiting'", 2)
            #expect(try await place.webhooks.webhook(id, of: person).off?.reason == .failing)
            #expect(try await place.rows(in: "mail_outbox", where: "kind = 'webhook_failing'") == 1)
        }
    }

    @Test func `one success ends the count of days`() async throws {
        let turns = Turns()
        let script: ScriptedServer.Script = { request, write in
            let status = await turns.next() == 2 ? "200 OK" : "500 Broken"
            try await ScriptedServer.answer("", status: status)(request, write)
        }
        try await ScriptedServer.serving(script) { [place, person] port, _ in
            let id = try await place.receiver(at: port, of: person).webhook.id
            try await place.tell(person)
            try await place.post(until: "attempts = 1")
            place.time.advance(by: .seconds(6))
            try await place.post(until: "status = 'delivered'")
            #expect(try await place.webhooks.webhook(id, of: person).failingSince == nil)
            place.time.advance(by: .days(6))
            try await place.tell(person, job: 2)
            try await place.post(until: "attempts = 1 AND status = 'waiting'")
            #expect(try await place.webhooks.webhook(id, of: person).off == nil)
        }
    }

    @Test func `whoever switches a receiver off has nothing sent, and on again everything new`() async throws
    {
        try await ScriptedServer.serving(ScriptedServer.answer("")) { [place, person] port, server in
            let id = try await place.receiver(at: port, of: person).webhook.id
            try await place.tell(person)
            _ = try await place.webhooks.change(id, WebhookChange(isOn: false), of: person)
            await #expect(throws: Problem(.webhookOff)) {
                _ = try await place.webhooks.test(id, of: person)
            }
            let stopped = try #require(try await place.deliveries(to: id, of: person).first)
            #expect(stopped.status == .stopped && stopped.reason == .switchedOff)
            await #expect(throws: Problem(.webhookOff)) {
                _ = try await place.webhooks.redeliver(stopped.id, to: id, of: person)
            }
            _ = try await place.webhooks.change(id, WebhookChange(isOn: true), of: person)
            try await place.tell(person, job: 2)
            try await place.post(until: "status = 'delivered'")
            #expect(server.requests.count == 1)
            _ = try await place.webhooks.redeliver(stopped.id, to: id, of: person)
            try await place.post(until: "status = 'delivered'", 2)
        }
    }

    @Test func `a restricted person's receivers are silent`() async throws {
        try await ScriptedServer.serving(ScriptedServer.answer("")) { [place, person] port, server in
            let id = try await place.receiver(at: port, of: person).webhook.id
            try await place.tell(person)
            try await place.privacy.restrict(person, by: .person)
            try await place.post(until: "status = 'stopped'")
            #expect(try await place.deliveries(to: id, of: person).first?.reason == .restricted)
            #expect(server.requests == [])
            await #expect(throws: Problem(.restricted)) {
                _ = try await place.webhooks.test(id, of: person)
            }
            // Their person still sees and deletes them.
            try await place.webhooks.delete(id, of: person)
        }
    }

    @Test func `a notice is sent again by the same name, with all its tries before it`() async throws {
        try await ScriptedServer.serving(ScriptedServer.answer("")) { [place, person] port, server in
            let id = try await place.receiver(at: port, of: person).webhook.id
            try await place.tell(person)
            try await place.post(until: "status = 'delivered'")
            let delivery = try #require(try await place.deliveries(to: id, of: person).first)
            let renewed = try await place.webhooks.redeliver(delivery.id, to: id, of: person)
            #expect(renewed.status == .waiting)
            try await place.post(until: "status = 'delivered' AND attempts = 2")
            let notices = try server.requests.map { try ReceivedNotice($0) }
            #expect(Set(notices.map { $0.headers["webhook-id"] }).count == 1)
            #expect(notices[0].body == notices[1].body)
        }
    }

    @Test func `a test is tried once, and its failure counts for nothing`() async throws {
        try await ScriptedServer.serving(ScriptedServer.answer("", status: "500 Broken")) {
            [place, person] port, server in
            let id = try await place.receiver(at: port, of: person, events: [.jobFailed]).webhook.id
            let sent = try await place.webhooks.test(id, of: person)
            #expect(sent.event == WebhookEvent(.ping, about: id.text))
            try await place.post(until: "status = 'failed'")
            #expect(server.requests.count == 1)
            #expect(try await place.webhooks.webhook(id, of: person).failingSince == nil)
        }
    }
}

/// Counts turns, from one.
private actor Turns {
    private var count = 0

    func next() -> Int {
        count += 1
        return count
    }
}

extension TestInstallation {
    /// Somebody with an account.
    fileprivate func member(_ email: String) async throws -> SubjectID {
        let appointed = try await staff.appoint(
            try #require(EmailAddress(email)),
            as: .readOnly,
            in: .english,
            country: try #require(Country("TW")),
            by: .commandLine
        )
        let token = try #require(appointed.invitation)
        try await accounts.reset(by: token, to: Password("correct horse battery staple"))
        return appointed.subject
    }
}
