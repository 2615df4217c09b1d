import Accounts
import Audit
import Foundation
import Kernel
import Mail
import Privacy
import Queue
import Store
import Studio
import TestSupport
import Testing

extension TestInstallation {
    /// A person with a row in every table that tells about people: a visit, a paid job with a picture, work that waits, a mail, an
    /// account, an act of the audit log.
    func seededPerson() async throws -> SubjectID {
        let person = try await newVisitor()
        try await grant(10, to: person)
        _ = try await run(
            .sample("a canary in a cage", model: "paid", size: "200x64", key: "first"),
            for: person
        )
        let waiting = NewWork(WorkType(rawValue: "test.waiting"), on: person.value, of: person)
        try await store.write { [queue] tx in try queue.add(waiting, in: tx) }
        let address = try #require(EmailAddress("canary@mail.example"))
        try await queue(.sample(.newSignIn, to: address, in: .english), for: person)
        try await audit.record(.staffRead, about: person, [.reason: "canary"])
        try await accounts.note(SecurityEvent(.signedIn, by: .password), of: person)
        // What a person rarely has all at once; states that forbid the use of their data are a test's own business.
        let empty = try await rowsByTable(about: person).filter { $0.value == 0 }.keys
        let own = ["privacy_freeze", "privacy_restriction", "privacy_export"]
        try await seed(about: person) { empty.contains($0.name) && !own.contains($0.name) }
        try await seedExport(of: person)
        return person
    }

    /// An archive that was fetched; its id is older than those of archives to come, as its moment is.
    private func seedExport(of person: SubjectID) async throws {
        let (now, id) = (time.now, person.value.bytes)
        try await store.write { tx in
            _ = try tx.run(
                """
                INSERT INTO privacy_export (id, subject_id, language, asked_at, ready_at, taken_at)
                VALUES (\(id), \(person), 'en', \(now), \(now), \(now))
                """
            )
        }
    }

    /// Erases a person to the end.
    func erase(_ person: SubjectID) async throws {
        try await privacy.erase(person, because: .asked)
        try await working { try await untilErased(person) }
    }

    /// Waits, beside a worker, until an erasure's ledger line is closed.
    func untilErased(_ person: SubjectID) async throws {
        for await _ in queue.changes(of: person.value) where try await line(of: person)?.isFinished == true {
            return
        }
    }

    /// The line of the erasure ledger.
    func line(of person: SubjectID) async throws -> LedgerLine? {
        try await store.read { tx in
            try tx.first("SELECT * FROM privacy_erasure WHERE subject_id = \(person)") { row in
                try LedgerLine(
                    cause: row.get("cause"),
                    askedAt: row.get("asked_at"),
                    finishedAt: row.get("finished_at"),
                    rows: row.get("rows_deleted")
                )
            }
        }
    }

    /// How many rows of each table of the inventory are about a person.
    func rowsByTable(about person: SubjectID) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in Self.inventory {
            guard case .column(let column) = table.subject, let name = SQLName(column) else { continue }
            counts[table.name] = try await rows(in: table.name, where: "\(name: name) = \(person)")
        }
        return counts
    }
}

struct LedgerLine: Hashable, Sendable {
    let cause: String
    let askedAt: Timestamp
    let finishedAt: Timestamp?
    let rows: Int?

    var isFinished: Bool { finishedAt != nil }
}
