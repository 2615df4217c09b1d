import Foundation
import Kernel
import Store

/// Everybody else: rows as years of use leave them, written straight into the tables.
///
/// People take turns, so that one person's rows lie far apart; every fourth job still waits in the queue.
struct Crowd {
    private static let batch = 2_000
    private static let words = 6
    private static let waitingEvery = 4
    private static let span: Duration = .days(1)

    let jobs: Int
    let people: Int

    func join(_ installation: Installation) async throws {
        let start = Clock.system.now() - Self.span
        let step = Self.span.wholeMilliseconds * 1_000 / Int64(max(jobs, 1))
        let subjects = try await makePeople(in: installation, at: start)
        for first in stride(from: 0, to: jobs, by: Self.batch) {
            let rows = (first..<min(first + Self.batch, jobs)).map { number in
                CrowdJob(
                    number: number,
                    subject: subjects[number % subjects.count],
                    at: start + .microseconds(step * Int64(number)),
                    isWaiting: number % Self.waitingEvery == 0
                )
            }
            try await installation.store.write { tx in
                for row in rows { try row.insert(in: tx, words: Self.words) }
            }
        }
    }

    private func makePeople(in installation: Installation, at moment: Timestamp) async throws -> [SubjectID] {
        let subjects = (0..<people).map { number in
            SubjectID(UUIDv7(at: moment, counter: UInt16(number % 4_096), chance: .random(in: 0 ... .max)))
        }
        let (end, count) = (moment + .days(7), people)
        try await installation.store.write { tx in
            for subject in subjects {
                try tx.run(
                    """
                    INSERT INTO accounts_visitor (subject_id, token_index, made_at, used_at, expires_at)
                    VALUES (\(subject), randomblob(32), \(moment), \(moment), \(end))
                    """
                )
            }
            // One in a hundred was erased.
            for subject in subjects.prefix(count / 100) {
                try tx.run(
                    """
                    INSERT INTO privacy_erasure (subject_id, cause, asked_at, rows_deleted, finished_at)
                    VALUES (\(subject), 'expired', \(moment), 10, \(moment))
                    """
                )
            }
        }
        try await installation.ringStore.write { tx in
            for subject in subjects {
                try tx.run(
                    "INSERT INTO ring_key (subject_id, wrapped, made_at) VALUES (\(subject), randomblob(60), \(moment))"
                )
            }
        }
        return subjects
    }
}

/// One job of the crowd's with everything that hangs on it.
private struct CrowdJob {
    private let id: JobID
    private let subject: SubjectID
    private let moment: Timestamp
    private let isWaiting: Bool

    init(number: Int, subject: SubjectID, at moment: Timestamp, isWaiting: Bool) {
        id = JobID(UUIDv7(at: moment, counter: UInt16(number % 4_096), chance: .random(in: 0 ... .max)))
        self.subject = subject
        self.moment = moment
        self.isWaiting = isWaiting
    }

    func insert(in tx: Transaction, words: Int) throws {
        let finished: Timestamp? = isWaiting ? nil : moment + .seconds(1)
        try tx.run(
            """
            INSERT INTO studio_job (id, subject_id, status, task, model, prompt, width, height, count, seed, price,
                revision, created_at, finished_at)
            VALUES (\(id), \(subject), \(isWaiting ? "queued" : "succeeded"), 'generate', 'sketch', randomblob(90),
                1024, 1024, 1, 7, 0, 4, \(moment), \(finished))
            """
        )
        try tx.run(
            """
            INSERT INTO studio_request (subject_id, key_index, body_index, job_id, expires_at)
            VALUES (\(subject), randomblob(32), randomblob(32), \(id), \(moment + .days(1)))
            """
        )
        for _ in 0..<words {
            try tx.run(
                "INSERT INTO studio_word (subject_id, word, job_id) VALUES (\(subject), randomblob(12), \(id))"
            )
        }
        try insertEntry("hold", in: tx)
        try isWaiting ? insertWork(in: tx) : insertPicture(in: tx)
    }

    private func insertWork(in tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO queue_work (id, type, target, subject_id, run_at, made_at)
            VALUES (\(id), 'studio.run', \(id), \(subject), \(moment), \(moment))
            """
        )
    }

    private func insertPicture(in tx: Transaction) throws {
        try insertEntry("capture", in: tx)
        try tx.run(
            """
            INSERT INTO studio_image (id, subject_id, job_id, position, width, height, seed, bytes, source, revision,
                made_at)
            VALUES (\(id), \(subject), \(id), 0, 1024, 1024, 7, 200000, 'algorithmicMedia', 3, \(moment))
            """
        )
    }

    private func insertEntry(_ kind: String, in tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO billing_entry (id, subject_id, kind, job_id, position, credits, images, day, made_at)
            VALUES (randomblob(16), \(subject), \(kind), \(id), 0, 0, 1, \(moment.milliseconds / 86_400_000), \(moment))
            """
        )
    }
}
