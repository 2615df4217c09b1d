import Foundation
import Kernel
import Outbound
import Queue
import Store
import Studio
import TestSupport
import Testing

@testable import Webhooks

/// Notices on their way, and what comes of them.
@Suite(.timeLimit(.minutes(5)))
struct PostTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    @Test func `a job that ends is told, signed, and says nothing of what it was about`() async throws {
        try await ScriptedServer.serving(ScriptedServer.answer("")) { [place, person] port, server in
            let shown = try await place.receiver(at: port, of: person)
            let job = try await place.run(.sample("a secret garden"), for: person)
            try await place.post(until: "status = 'delivered'")
            let notice = try ReceivedNotice(try #require(server.requests.first))
            #expect(notice.line == "POST /hook HTTP/1.1")
            #expect(notice.headers["content-type"] == "application/json")
            #expect(notice.headers["webhook-id"]?.hasPrefix("msg_") == true)
            #expect(try notice.isSigned(with: shown.secret))
            #expect(notice.signatures.count == 1)
            #expect(notice.body.contains(#""type":"job.succeeded""#))
            #expect(notice.body.contains(job.id.text))
            #expect(!notice.body.contains("garden"))
            #expect(server.requests.count == 1)
            let delivery = try #require(try await place.deliveries(to: shown.webhook.id, of: person).first)
            #expect(delivery.answer == 200 && delivery.attempts == 1 && delivery.reason == nil)
        }
    }

    @Test func `a receiver is told what it asked for, and nothing else`() async throws {
        let shown = try await place.receiver(at: 9, of: person, events: [.jobFailed])
        _ = try await place.run(.sample(), for: person)
        #expect(try await place.deliveries(to: shown.webhook.id, of: person) == [])
        #expect(try await place.rows(in: "queue_work", where: "type = 'webhooks.deliver'") == 0)
    }

    @Test(arguments: [
        ("302 Found", WebhookFailure.redirected, 302), ("404 Not Found", .refused, 404),
        ("500 Broken", .refused, 500),
    ])
    func `what is not taken waits for the next try, and a redirect is not followed`(
        status: String,
        reason: WebhookFailure,
        answer: Int
    ) async throws {
        try await ScriptedServer.serving(ScriptedServer.answer("secret")) { [place, person] inner, hidden in
            let script = ScriptedServer.answer(
                "",
                status: status,
                headers: ["Location: http://127.0.0.1:\(inner)/"]
            )
            try await ScriptedServer.serving(script) { port, server in
                let id = try await place.receiver(at: port, of: person).webhook.id
                try await place.tell(person)
                try await place.post(until: "attempts = 1")
                let delivery = try #require(try await place.deliveries(to: id, of: person).first)
                #expect(delivery.status == .waiting)
                #expect(delivery.reason == reason && delivery.answer == answer)
                #expect(server.requests.count == 1 && hidden.requests == [])
            }
        }
    }

    @Test func `a receiver that fails is tried ten times over three days, by one name, and given up`()
        async throws
    {
        try await ScriptedServer.serving(ScriptedServer.answer("", status: "503 Busy")) {
            [place, person] port, server in
            let id = try await place.receiver(at: port, of: person).webhook.id
            try await place.tell(person)
            try await place.posting {
                try await place.settle("attempts = 1")
                for (number, pause) in WebhookSchedule.pauses.enumerated() {
                    // Not a second before its time.
                    place.time.advance(by: pause - .seconds(1))
                    place.webhooks.queue.wake()
                    #expect(server.requests.count == number + 1)
                    place.time.advance(by: pause / 10 + .seconds(2))
                    let left: SQL = "attempts = \(number + 2)"
                    try await place.settle(left)
                }
            }
            let delivery = try #require(try await place.deliveries(to: id, of: person).first)
            #expect(delivery.status == .failed && delivery.attempts == 10 && delivery.nextAt == nil)
            let notices = try server.requests.map { try ReceivedNotice($0) }
            #expect(Set(notices.map { $0.headers["webhook-id"] }).count == 1)
            #expect(Set(notices.map(\.body)).count == 1)
            let told = try await place.webhooks.delivery(delivery.id, to: id, of: person)
            #expect(told.attempts.count == 10 && told.attempts.allSatisfy { $0.answer == 503 })
            #expect(try await place.webhooks.webhook(id, of: person).failingSince != nil)
        }
    }

    @Test(arguments: [("900", 900), ("9999999", 86_400), ("5", 6), ("soon", 6), ("-5", 6)])
    func `a receiver may ask to be left alone, within bounds`(wish: String, longest: Int) async throws {
        let script = ScriptedServer.answer(
            "",
            status: "429 Too Many Requests",
            headers: ["Retry-After: \(wish)"]
        )
        try await ScriptedServer.serving(script) { [place, person] port, _ in
            let id = try await place.receiver(at: port, of: person).webhook.id
            try await place.tell(person)
            try await place.post(until: "attempts = 1")
            let next = try #require(try await place.deliveries(to: id, of: person).first?.nextAt)
            let pause = next - place.time.now
            #expect(pause >= .seconds(5) && pause <= .seconds(longest))
            #expect(longest < 7 || pause == .seconds(longest))
        }
    }

    @Test func `a receiver that does not answer is given up after 15 seconds`() async throws {
        try await ScriptedServer.serving(ScriptedServer.hangs) {
            [place, person] port, _ in
            let id = try await place.receiver(at: port, of: person).webhook.id
            try await place.tell(person)
            try await place.posting {
                try await place.time.untilAsleep(for: .seconds(15))
                place.time.advance(by: .seconds(15))
                try await place.settle("attempts = 1")
            }
            let delivery = try #require(try await place.deliveries(to: id, of: person).first)
            #expect(delivery.reason == .timedOut && delivery.answer == nil)
        }
    }

    @Test func `a receiver that hangs keeps no other waiting`() async throws {
        try await ScriptedServer.serving(ScriptedServer.hangs) {
            [place, person] slow, _ in
            try await ScriptedServer.serving(ScriptedServer.answer("")) { quick, _ in
                _ = try await place.receiver(at: slow, of: person)
                for number in 1...20 as ClosedRange<UInt64> { try await place.tell(person, job: number) }
                let id = try await place.receiver(at: quick, of: person).webhook.id
                try await place.posting {
                    try await place.time.untilAsleep(for: .seconds(15))
                    try await place.tell(person, job: 21)
                    while try await place.deliveries(to: id, of: person).first?.status != .delivered {
                        await Task.yield()
                    }
                }
            }
        }
    }

    @Test func `an answer that never ends is none of our business`() async throws {
        let endless: ScriptedServer.Script = { _, write in
            try await write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nbeginning")
            try await ScriptedServer.forever()
        }
        try await ScriptedServer.serving(endless) { [place, person] port, _ in
            _ = try await place.receiver(at: port, of: person)
            try await place.tell(person)
            try await place.post(until: "status = 'delivered'")
        }
    }

    @Test func `for a day both secrets sign, and then the new one alone`() async throws {
        try await ScriptedServer.serving(ScriptedServer.answer("")) { [place, person] port, server in
            let old = try await place.receiver(at: port, of: person)
            let new = try await place.webhooks.rotate(old.webhook.id, of: person)
            #expect(new.webhook.oldSecretUntil == place.time.now + .hours(24))
            try await place.tell(person, job: 1)
            try await place.post(until: "status = 'delivered'", 1)
            place.time.advance(by: .hours(24))
            try await place.tell(person, job: 2)
            try await place.post(until: "status = 'delivered'", 2)
            let notices = try server.requests.map { try ReceivedNotice($0) }
            #expect(try notices[0].isSigned(with: old.secret) && notices[0].isSigned(with: new.secret))
            #expect(notices[0].signatures.count == 2)
            #expect(try !notices[1].isSigned(with: old.secret) && notices[1].isSigned(with: new.secret))
            #expect(notices[1].signatures.count == 1)
        }
    }

    @Test func `what was answered before a server died is told again, by the same name`() async throws {
        let begun = Latch()
        var plan = TestInstallation.Plan()
        plan.checkpoint = Checkpoint { point in
            guard "\(point)" == "webhook.answered", !Task.isCancelled else { return }
            begun.open()
            // Until the worker is gone; what it then still wants to store is no longer its own.
            try? await Latch().wait()
        }
        let folder = try TempFolder()
        let first = try await TestInstallation(plan, in: folder)
        let person = try await first.newVisitor()
        try await ScriptedServer.serving(ScriptedServer.answer("")) { port, server in
            _ = try await first.receiver(at: port, of: person)
            try await first.tell(person)
            let next = try await TestInstallation(.later(than: first, by: .seconds(1)), in: folder)
            try await first.posting {
                try await begun.wait()
                _ = try await next.queue.reclaim()
            }
            #expect(try await first.rows(in: "webhooks_delivery", where: "status = 'waiting'") == 1)
            try await next.post(until: "status = 'delivered'")
            let names = try server.requests.map { try ReceivedNotice($0).headers["webhook-id"] }
            #expect(names.count == 2 && Set(names).count == 1)
        }
    }

    @Test func `a turn that was lost is found again`() async throws {
        try await ScriptedServer.serving(ScriptedServer.answer("")) { [place, person] port, _ in
            _ = try await place.receiver(at: port, of: person)
            try await place.tell(person)
            _ = try await place.store.write { tx in
                try tx.run("DELETE FROM queue_work WHERE type = 'webhooks.deliver'")
            }
            try await place.webhooks.resume()
            try await place.post(until: "status = 'delivered'")
        }
    }
}
