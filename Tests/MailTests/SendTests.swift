import Foundation
import Kernel
import Logging
import Metrics
import MetricsTestKit
import Privacy
import Store
import TestSupport
import Testing

@testable import Mail
@testable import Queue

@Suite(.timeLimit(.minutes(5)))
struct SendTests {
    private struct Desk {
        let mails: FakeMails
        let place: TestInstallation
        let person: SubjectID
        let letter: Letter

        init(_ failures: [MailFailure] = [], in folder: TempFolder? = nil) async throws {
            mails = FakeMails(failures)
            var plan = TestInstallation.Plan()
            plan.mails = mails
            if let folder {
                place = try await TestInstallation(plan, in: folder)
            } else {
                place = try await TestInstallation(plan)
            }
            person = try await place.newVisitor()
            letter = try .sample(
                .resetPassword,
                to: #require(EmailAddress("canary@mail.example")),
                in: .english
            )
        }

        func rows() async throws -> [Int] {
            let work: SQL = "type = 'mail.send'"
            return [
                try await place.rows(in: "mail_outbox"), try await place.rows(in: "queue_work", where: work),
            ]
        }

        /// Puts the letter into the outbox.
        func queue() async throws -> RowID {
            let sealed = try await place.mail.seal(letter, for: person)
            let mail = place.mail
            try await place.store.write { tx in try mail.add(sealed, in: tx) }
            return sealed.id
        }

        /// Runs a worker beside `body`.
        func working(_ body: () async throws -> Void) async throws {
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try await withLogger(.silent) { _ in try await place.mail.worker.run() }
                }
                defer { group.cancelAll() }
                try await body()
            }
        }

        /// Runs a worker until a mail is no longer waiting.
        func send(_ id: RowID) async throws {
            try await working { try await untilGone(id) }
        }

        func untilGone(_ id: RowID) async throws {
            for await _ in place.mail.queue.changes(of: id.value)
            where try await place.rows(in: "queue_work", where: "target = \(id)") == 0 { return }
        }

        /// Waits until the transport was asked so often and the work was put back.
        func untilTried(_ tries: Int, _ id: RowID) async throws {
            for await _ in place.mail.queue.changes(of: id.value)
            where
                try await place.rows(
                    in: "queue_work",
                    where: "target = \(id) AND failures = \(tries) AND lease IS NULL"
                ) == 1
            { return }
        }
    }

    @Test func `a mail goes out once and leaves nothing behind`() async throws {
        let desk = try await Desk()
        let id = try await desk.queue()
        #expect(try await desk.rows() == [1, 1])
        try await desk.send(id)
        #expect(desk.mails.messages.map(\.recipient) == [desk.letter.recipient])
        #expect(try await desk.rows() == [0, 0])
    }

    @Test func `a transaction that fails sends nothing`() async throws {
        let desk = try await Desk()
        let (sealed, mail) = (try await desk.place.mail.seal(desk.letter, for: desk.person), desk.place.mail)
        await #expect(throws: CancellationError.self) {
            try await desk.place.store.write { tx in
                try mail.add(sealed, in: tx)
                throw CancellationError()
            }
        }
        #expect(try await desk.rows() == [0, 0])
    }

    @Test func `what waits is readable in no file`() async throws {
        let folder = try TempFolder()
        let desk = try await Desk(in: folder)
        _ = try await desk.queue()
        for word in ["canary", "482 913", "studio.example"] {
            #expect(try folder.files(holding: Data(word.utf8)) == [], "\(word)")
        }
        #expect(try !folder.files(holding: Data("reset_password".utf8)).isEmpty)
    }

    @Test func `a mail that could not go is tried again, and is the same mail`() async throws {
        let desk = try await Desk([.unreachable, .deferred(code: 451)])
        let id = try await desk.queue()
        try await desk.working {
            for tries in 1...2 {
                try await desk.untilTried(tries, id)
                #expect(try await desk.rows() == [1, 1])
                desk.place.time.advance(by: .seconds(5))
                desk.place.mail.wake()
            }
            try await desk.untilGone(id)
        }
        #expect(desk.mails.tries == 3)
        let message = try #require(desk.mails.messages.first)
        let head = try ParsedMail(message.bytes)
        #expect(head["Message-ID"] == "<\(id.value.text.lowercased())@studio.example>")
        #expect(head["Date"] == "Mon, 23 Nov 2026 18:00:00 +0000")
    }

    @Test(arguments: [MailFailure.refused(code: 550), .addressNotSupported])
    func `a mail that is refused is not tried again`(failure: MailFailure) async throws {
        let desk = try await Desk([failure])
        try await desk.send(desk.queue())
        #expect(desk.mails.tries == 1)
        #expect(try await desk.rows() == [0, 0])
    }

    @Test func `a mail is tried for more than a day, however the waits fall`() {
        let settings = QueueSettings.mail
        let waits = (1..<settings.tries).map { settings.backoff(after: $0, chance: 0) }
        #expect(waits.reduce(.zero, +) > .days(1))
        #expect(waits.allSatisfy { $0 <= .hours(1) })
    }

    @Test func `a mail that nobody waits for any more is not sent`() async throws {
        let desk = try await Desk()
        let id = try await desk.queue()
        desk.place.time.advance(by: .days(2))
        try await desk.send(id)
        #expect(desk.mails.tries == 0)
        #expect(try await desk.rows() == [0, 0])
    }

    @Test func `the sweep removes what is over and nothing else`() async throws {
        let desk = try await Desk()
        let old = try await desk.queue()
        desk.place.time.advance(by: .days(1))
        _ = try await desk.queue()
        desk.place.time.advance(by: .days(1))
        try await desk.place.sweep()
        #expect(try await desk.rows() == [1, 2])
        try await desk.send(old)
        #expect(try await desk.place.rows(in: "mail_outbox", where: "id = \(old)") == 0)
    }

    @Test func `a mail that is given up leaves nothing behind`() async throws {
        let desk = try await Desk()
        let id = try await desk.queue()
        let work = try await desk.place.store.read { tx in
            try tx.first("SELECT failures FROM queue_work WHERE target = \(id)") {
                try $0.get("failures") as Int
            }
        }
        #expect(work == 0)
        let (mail, queue) = (desk.place.mail, desk.place.mail.queue)
        _ = try await desk.place.store.write { tx in
            try tx.run("UPDATE queue_work SET losses = \(queue.settings.losses + 1) WHERE target = \(id)")
        }
        mail.wake()
        try await desk.send(id)
        #expect(desk.mails.tries == 0)
        #expect(try await desk.rows() == [0, 0])
    }

    @Test func `nothing is sent to somebody who was erased in between`() async throws {
        let desk = try await Desk()
        let id = try await desk.queue()
        try await desk.place.privacy.erase(desk.person, because: .asked)
        try await desk.send(id)
        #expect(desk.mails.tries == 0)
        #expect(try await desk.place.rows(in: "mail_outbox") == 0)
    }

    @Test func `nothing is written to somebody who is erased`() async throws {
        let desk = try await Desk()
        try await desk.place.privacy.erase(desk.person, because: .asked)
        await #expect(throws: Problem(.erased)) {
            _ = try await desk.place.mail.seal(desk.letter, for: desk.person)
        }
    }

    @Test func `erasing a person takes the files of mails to them and no others`() async throws {
        let folder = try TempFolder()
        var plan = TestInstallation.Plan()
        plan.mails = OutboxFolder(folder["outbox"])
        let place = try await TestInstallation(plan)
        let (person, other) = (try await place.newVisitor(), try await place.newVisitor())
        let address = try #require(EmailAddress("canary@mail.example"))
        for subject in [person, person, other] {
            let letter = try Letter.sample(.newSignIn, to: address, in: .english)
            let message = try place.mail.press.print(
                letter,
                id: place.mail.ids.next(),
                madeAt: place.time.now,
                mark: place.mail.mark(of: subject)
            )
            try await place.mail.transport.deliver(message)
        }
        #expect(try folder.files().count == 3)
        try await place.privacy.erase(person, because: .asked)
        try await place.working {
            for await _ in place.queue.changes(of: person.value)
            where try await place.rows(in: "queue_work", where: "target = \(person)") == 0 { return }
        }
        #expect(try folder.files().count == 1)
        #expect(try folder.files().allSatisfy { $0.contains(place.mail.mark(of: other).text) })
    }

    @Test func `a file that is written while its person is erased goes at once`() async throws {
        let folder = try TempFolder()
        let box = Relay(OutboxFolder(folder["outbox"]))
        var plan = TestInstallation.Plan()
        plan.mails = box
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        // The erasure looks for files before this one is there.
        box.onDelivery { try await place.privacy.erase(person, because: .asked) }
        let address = try #require(EmailAddress("canary@mail.example"))
        let sealed = try await place.mail.seal(.sample(.newSignIn, to: address, in: .english), for: person)
        try await place.store.write { [mail = place.mail] tx in try mail.add(sealed, in: tx) }
        try await withThrowingTaskGroup { group in
            group.addTask { try await withLogger(.silent) { _ in try await place.mail.worker.run() } }
            defer { group.cancelAll() }
            for await _ in place.mail.queue.changes(of: sealed.id.value)
            where try await place.rows(in: "queue_work", where: "target = \(sealed.id)") == 0 { break }
        }
        #expect(box.deliveries == 1)
        #expect(try folder.files() == [])
    }

    @Test(
        arguments: [
            ([], "sent"), ([MailFailure.refused(code: 550)], "refused"), ([.addressNotSupported], "refused"),
        ] as [([MailFailure], String)]
    )
    func `what becomes of a mail is counted`(failures: [MailFailure], outcome: String) async throws {
        let metrics = TestMetrics()
        try await withMetricsFactory(metrics) {
            let desk = try await Desk(failures)
            try await desk.send(desk.queue())
        }
        let dimensions = [("mail", "reset_password"), ("outcome", outcome)]
        #expect(try metrics.expectCounter("mail.outcomes", dimensions).totalValue == 1)
    }
}
