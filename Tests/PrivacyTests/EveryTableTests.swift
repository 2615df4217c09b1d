import Foundation
import Kernel
import Logging
import Mail
import Privacy
import Queue
import Store
import TestSupport
import Testing

/// Erasing somebody who has a row in every table and a file of every kind, read as bytes (H1).
@Suite(.timeLimit(.minutes(5)))
struct EveryTableTests {
    @Test func `of a person in every table and file nothing is left, in no form of writing`() async throws {
        let folder = try TempFolder()
        var plan = TestInstallation.Plan()
        plan.mails = OutboxFolder(folder["outbox"])
        let place = try await TestInstallation(plan, in: folder)
        let person = try await place.newPerson()
        let address = "canaryinthemail@mail.example"
        _ = try await place.run(.sample("a cage", size: "200x64"), for: person)
        let mailbox = try #require(EmailAddress(address))
        try await place.deliver(.sample(.newSignIn, to: mailbox, in: .english), to: person)
        let canaries = try await place.seed(about: person)
        let words = canaries.map(\.text) + [address]
        let sweep = ByteSweep(folder)
        let before = try sweep.traces(of: words)
        for word in words {
            #expect(before.contains { $0.contains(word) }, "\(word) can be found while the person is there")
        }
        let unseeded = try await place.rowsByTable(about: person).filter { $0.value == 0 }.keys.sorted()
        #expect(unseeded == ["privacy_erasure"], "each table about people has a row; see SeedWords.swift")
        #expect(Set(try folder.files().map { $0.prefix { $0 != "/" } }).isSuperset(of: ["blobs", "outbox"]))

        try await place.erase(person)
        let left = try await place.rowsByTable(about: person).filter { $0.value > 0 }
        #expect(Set(left.keys).isSubset(of: Remains.tables), "what stays is told of in Remains")
        let kept = Set(canaries.filter { Remains.columns[$0.place] != nil }.map(\.text))
        #expect(try sweep.traces(of: words.filter { !kept.contains($0) }) == [])
        #expect(try folder.files().filter { $0.hasPrefix("blobs/") || $0.hasPrefix("outbox/") } == [])
    }

    /// What stays is no pseudonym: nothing else that is still there holds it, so that it tells two rows of one person from nothing.
    @Test func `every column that survives an erasure says why`() throws {
        let surviving = TestInstallation.inventory.flatMap { table in
            table.keep == nil || !table.columns.contains(where: \.isKept)
                ? [] : table.columns.map { "\(table.name).\($0.name)" }
        }
        #expect(Set(surviving) == Set(Remains.columns.keys), "give each a reason in Remains")
    }

    @Test func `the id of an erased person is left in one table alone`() async throws {
        let place = try await TestInstallation()
        let person = try await place.newPerson()
        try await place.seed(about: person)
        try await place.erase(person)
        var holders: [String] = []
        for table in Self.inventory {
            for column in table.columns {
                let name = try #require(SQLName(column.name))
                if try await place.rows(in: table.name, where: "\(name: name) = \(person)") > 0 {
                    holders.append("\(table.name).\(column.name)")
                }
            }
        }
        #expect(Set(holders).isSubset(of: Remains.columns.keys))
        #expect(holders == ["privacy_erasure.subject_id"])
    }

    private static let inventory = TestInstallation.inventory
}

/// What the erasure of a person leaves, and why it may.
enum Remains {
    static let columns = [
        "privacy_erasure.subject_id":
            "a random number that nothing else here holds; by it an older copy of the data, when it is restored, is cleaned again",
        "privacy_erasure.cause": "a word of three, so that the erasure can be shown to have been owed",
        "privacy_erasure.asked_at": "when the law's month began",
        "privacy_erasure.finished_at": "when the law's duty was done; three years later the line goes",
        "privacy_erasure.rows_deleted": "a count",
        "privacy_erasure.removal_id": "leads to the report, which tells numbers to whoever knows this id",
        "mail_suppression.address_index":
            "a keyed hash of the address, by which news never come again; nothing else here holds it",
        "mail_suppression.class": "which kind of letters was ended",
        "mail_suppression.at": "when it was ended",
        "analytics_use.hour": "an hour",
        "analytics_use.feature": "a word of a closed list, counted over everybody",
        "analytics_use.action": "a word of a closed list, counted over everybody",
        "analytics_use.page": "a pattern of ours, counted over everybody",
        "analytics_use.language": "one of the site's languages, counted over everybody",
        "analytics_use.device": "one of three words, counted over everybody",
        "analytics_use.browser": "a family of browsers, counted over everybody",
        "analytics_use.browser_major": "a version's first number, counted over everybody",
        "analytics_use.referrer": "an origin, counted over everybody",
        "analytics_use.uses": "a count",
        "analytics_day.day": "a day",
        "analytics_day.visitors": "a count",
    ]

    static var tables: Set<String> {
        Set(columns.keys.compactMap { $0.split(separator: ".").first.map(String.init) })
    }
}

extension InventoryColumn {
    fileprivate var isKept: Bool {
        if case .keep = data?.erase { true } else { false }
    }
}

extension TestInstallation {
    /// Sends a mail, and waits until it is out.
    fileprivate func deliver(_ letter: Letter, to person: SubjectID) async throws {
        try await queue(letter, for: person)
        let worker = mail.worker
        try await withThrowingTaskGroup { group in
            group.addTask { try await withLogger(.silent) { _ in try await worker.run() } }
            defer { group.cancelAll() }
            while try await rows(in: "mail_outbox") > 0 { await Task.yield() }
        }
    }
}
