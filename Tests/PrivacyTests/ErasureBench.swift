import Foundation
import Kernel
import Privacy
import Store
import TestSupport
import Testing

/// Erasing one person beside a hundred thousand others; runs where `NBP_BENCH` is set, and prints what it measured.
@Suite(
    .enabled(if: ProcessInfo.processInfo.environment["NBP_BENCH"] != nil),
    .timeLimit(.minutes(10))
)
struct ErasureBench {
    private static let others = 100_000

    @Test func `an erasure is unreadable within a second and gone within five minutes`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        try await place.seedOthers(Self.others)
        let person = try await place.seededPerson()
        let clock = ContinuousClock()
        let start = clock.now
        let id = try #require(try await place.privacy.erase(person, because: .asked))
        let unreadable = clock.now - start
        await #expect(throws: Problem(.erased)) { _ = try await place.permit(for: person) }
        let removal = try await place.finished(id)
        let gone = clock.now - start
        print("erasure beside \(Self.others) others: unreadable after \(unreadable), gone after \(gone)")
        #expect(removal.counts.allSatisfy { $0.erased == $0.before })
        #expect(unreadable < .seconds(1))
        #expect(gone < .seconds(300))
    }
}

extension TestInstallation {
    /// Rows of people who do nothing: a visit, a job, a picture and three words each.
    fileprivate func seedOthers(_ count: Int) async throws {
        try await store.write { tx in
            let people: SQL = """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
                """
            try tx.run(
                """
                INSERT INTO studio_job (id, subject_id, status, task, model, prompt, width, height, count, seed, price,
                    revision, created_at, finished_at)
                \(people)
                SELECT randomblob(16), randomblob(16), 'succeeded', 'generate', 'free', randomblob(80), 64, 64, 1, 1, 0,
                    1, 1, 1 FROM n
                """
            )
            try tx.run(
                """
                INSERT INTO studio_image (id, subject_id, job_id, position, width, height, seed, bytes, source,
                    revision, made_at)
                SELECT randomblob(16), subject_id, id, 0, 64, 64, 1, 1, 'algorithmicMedia', 1, 1 FROM studio_job
                """
            )
            try tx.run(
                """
                INSERT INTO studio_word (subject_id, word, job_id)
                SELECT subject_id, randomblob(32), id FROM studio_job
                """
            )
            try tx.run(
                """
                INSERT INTO accounts_visitor (subject_id, token_index, made_at, used_at, expires_at)
                SELECT subject_id, randomblob(32), 1, 1, 9999999999999 FROM studio_job
                """
            )
        }
    }
}
