import Foundation
import Kernel
import TestSupport
import Testing

@testable import Privacy

struct RequestClockTests {
    private static func moment(_ text: String) throws -> Timestamp {
        Timestamp(try Date(text, strategy: .iso8601))
    }

    @Test(arguments: [
        ("eu", "2027-01-31T12:00:00Z", "2027-02-28T15:59:59Z"),
        ("eu", "2028-01-31T12:00:00Z", "2028-02-29T15:59:59Z"),
        ("eu", "2028-02-29T12:00:00Z", "2028-03-29T15:59:59Z"),
        ("eu", "2026-11-30T12:00:00Z", "2026-12-30T15:59:59Z"),
        // It is the next day in Taipei already.
        ("elsewhere", "2026-11-30T17:00:00Z", "2027-01-01T15:59:59Z"),
        ("california", "2027-01-31T12:00:00Z", "2027-03-17T15:59:59Z"),
        ("california", "2028-02-29T12:00:00Z", "2028-04-14T15:59:59Z"),
        ("california", "2026-11-30T12:00:00Z", "2027-01-14T15:59:59Z"),
    ])
    func `a deadline is the end of its day, counted from receipt`(
        regime: String,
        received: String,
        due: String
    ) throws {
        let law = try #require(try RegimeTable.forTests.regime(regime))
        let calendar = RequestCalendar(in: try #require(TimeZone(identifier: "Asia/Taipei")))
        let end = calendar.end(of: law.answer, from: try Self.moment(received), under: law)
        #expect(end.description.prefix(19) == due.prefix(19))
    }

    @Test func `an extension counts from receipt too`() throws {
        let law = try RegimeTable.forTests.standard
        let calendar = RequestCalendar(in: .gmt)
        let end = calendar.end(of: law.extended, from: try Self.moment("2027-01-31T12:00:00Z"), under: law)
        #expect(end.description.hasPrefix("2027-04-30T23:59:59"))
    }

    @Test func `a deadline on a free day may move to the next working day`() throws {
        let json = """
            {"regimes": [{"id": "x", "answer": {"days": 1}, "extended": {"days": 2}, "next_working_day": true,
                "holidays": ["2026-11-30"]}]}
            """
        let law = try RegimeTable(json: Data(json.utf8)).standard
        let calendar = RequestCalendar(in: .gmt)
        // A Friday: Saturday and Sunday are free, and Monday is a holiday.
        let end = calendar.end(of: law.answer, from: try Self.moment("2026-11-27T08:00:00Z"), under: law)
        #expect(end.description.hasPrefix("2026-12-01T23:59:59"))
    }

    @Test func `a deadline is moved once, with a reason, before it has passed`() async throws {
        let installation = try await TestInstallation()
        let clerk = try await installation.staffActor()
        let first = try await installation.ask(.other).request
        await expectProblem(.textMalformed) {
            try await installation.requests.act(.extend(reason: " "), on: first.id, by: clerk)
        }
        try await installation.requests.act(.extend(reason: "many pictures"), on: first.id, by: clerk)
        #expect(try await installation.requests.request(first.id).dueAt > first.dueAt)
        await expectProblem(.extensionLate) {
            try await installation.requests.act(.extend(reason: "more"), on: first.id, by: clerk)
        }
        let second = try await installation.ask(.other).request
        installation.time.advance(by: .days(40))
        await expectProblem(.extensionLate) {
            try await installation.requests.act(.extend(reason: "late"), on: second.id, by: clerk)
        }
    }

    @Test func `each reminder of a deadline goes out once, whatever the clock does`() async throws {
        let installation = try await TestInstallation()
        let request = try await installation.ask(.other).request
        func reminders() async throws -> [String] {
            try await installation.requests.keepClocks()
            return try await installation.mailKinds(of: request.id).filter { $0 != "request_received" }
        }
        #expect(try await reminders() == [])
        installation.time.advance(by: request.dueAt - installation.time.clock.now() - .days(6))
        #expect(try await reminders() == ["request_due_soon"])
        #expect(try await reminders() == ["request_due_soon"])
        installation.time.advance(by: .days(8))
        #expect(try await reminders() == ["request_due_soon", "request_overdue"])
        #expect(try await reminders() == ["request_due_soon", "request_overdue"])
    }

    @Test func `an answered request is kept for 24 months without a word of it, and then not at all`()
        async throws
    {
        let installation = try await TestInstallation()
        let clerk = try await installation.staffActor()
        let id = try await installation.ask(.other).request.id
        try await installation.requests.act(.note("call them"), on: id, by: clerk)
        try await installation.requests.act(.refuse(.excessive, answer: "no"), on: id, by: clerk)
        let file = try await installation.requests.file(of: id)
        #expect(file.text == nil && file.email == nil && file.events.allSatisfy { $0.note == nil })
        #expect(file.request.ground == .excessive && file.answer == "no")
        installation.time.advance(by: .days(24 * 31 + 1))
        try await installation.requests.keepClocks()
        try await installation.working {
            while try await installation.rows(in: "privacy_request") > 0 { await Task.yield() }
        }
    }
}
