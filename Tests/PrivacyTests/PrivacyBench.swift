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
        try await seedAccount(of: person)
        try await seedModeration(of: person)
        try await audit.record(.staffRead, about: person, [.reason: "canary"])
        try await accounts.note(SecurityEvent(.signedIn, by: .password), of: person)
        try await seedExport(of: person)
        return person
    }

    /// An archive that was fetched, and one that was brought.
    private func seedExport(of person: SubjectID) async throws {
        let (now, canary) = (time.now, person.value.bytes)
        try await store.write { tx in
            try tx.run(
                """
                INSERT INTO privacy_export (id, subject_id, language, asked_at, ready_at, taken_at)
                VALUES (\(canary), \(person), 'en', \(now), \(now), \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO privacy_import (id, subject_id, status, asked_at, finished_at)
                VALUES (\(canary), \(person), 'complete', \(now), \(now))
                """
            )
        }
    }

    /// A case, a decision and a report about a person.
    private func seedModeration(of person: SubjectID) async throws {
        let (now, canary) = (time.now, person.value.bytes)
        try await store.write { tx in
            try tx.run(
                """
                INSERT INTO moderation_case (id, subject_id, source, rule, severity, text, opened_at, due_at)
                VALUES (\(canary), \(person), 'rule', 'test', 'low', \(canary), \(now), \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO moderation_decision (id, subject_id, action, rule, input_index, decider, decider_name,
                    decided_at)
                VALUES (\(canary), \(person), 'refuse_prompt', 'test', \(canary), 'rule', 'test', \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO moderation_report (id, subject_id, case_id, ground, text, address, language, made_at)
                VALUES (\(canary), \(person), \(canary), 'other', \(canary), \(canary), 'en', \(now))
                """
            )
        }
    }

    /// Rows that nobody has all at once: a visitor's, an account's, and those on the way from one to the other.
    private func seedAccount(of person: SubjectID) async throws {
        let (now, canary) = (time.now, person.value.bytes)
        try await store.write { tx in
            try tx.run(
                """
                INSERT INTO accounts_account (subject_id, email_index, email, language, country, age_band, made_at)
                VALUES (\(person), \(canary), \(canary), 'en', \(canary), 'adult', \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_signup (id, subject_id, token_index, is_open, email_index, email, password,
                    language, country, age_band, made_at, expires_at)
                VALUES (\(canary), \(person), \(canary), 1, \(canary), \(canary), \(canary), 'en', \(canary),
                    'adult', \(now), \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_session (id, subject_id, token_index, traits, made_at, proved_at, used_at,
                    idle_until, ends_at)
                VALUES (\(canary), \(person), \(canary), \(canary), \(now), \(now), \(now), \(now), \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_identity (id, subject_id, identity_index, provider, made_at, used_at)
                VALUES (\(canary), \(person), \(canary), 'mock', \(now), \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_link (id, subject_id, token_index, use, made_at, expires_at)
                VALUES (\(canary), \(person), \(canary), 'reset', \(now), \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_staff (subject_id, role, made_at, made_by)
                VALUES (\(person), 'support', \(now), \(canary))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_email_change (id, subject_id, email_index, email, is_open, session_id, made_at,
                    expires_at)
                VALUES (\(canary), \(person), \(canary), \(canary), 1, \(canary), \(now), \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_staff_session (session_id, subject_id, entered_at)
                VALUES (\(canary), \(person), \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_glass (id, subject_id, session_id, scope, ground, opened_at, ends_at)
                VALUES (\(canary), \(person), \(canary), 'work', 'help', \(now), \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_bringing (subject_id, account_id, asked_at)
                VALUES (\(person), \(canary), \(now))
                """
            )
            try tx.run(
                "INSERT INTO accounts_correspondent (subject_id, expires_at) VALUES (\(person), \(now))"
            )
        }
        try await seedFactors(of: person)
    }

    /// How somebody signs in beside the password, and a sign-in that is half done.
    private func seedFactors(of person: SubjectID) async throws {
        let (now, canary) = (time.now, person.value.bytes)
        try await store.write { tx in
            try tx.run(
                """
                INSERT INTO accounts_half_way (id, subject_id, token_index, tries, made_at, expires_at)
                VALUES (\(canary), \(person), \(canary), 0, \(now), \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_one_time_secret (id, subject_id, secret, last_step, made_at)
                VALUES (\(canary), \(person), \(canary), 1, \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_recovery_code (code_index, subject_id, made_at)
                VALUES (\(canary), \(person), \(now))
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_passkey (id, subject_id, credential_index, credential, name, sign_count,
                    is_backed_up, made_at)
                VALUES (\(canary), \(person), \(canary), \(canary), \(canary), 0, 0, \(now))
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
