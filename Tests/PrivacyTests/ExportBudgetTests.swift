import Blobs
import Foundation
import Kernel
import Privacy
import Store
import TestSupport
import Testing
import Vault

/// The budget of DESIGN section 11: an export of 10,000 images' records takes a minute at most.
@Suite(.timeLimit(.minutes(10)), .enabled(if: ProcessInfo.processInfo.environment["NBP_PROVE"] != nil))
struct ExportBudgetTests {
    static let pictures = 10_000

    @Test func `the records of 10,000 images are packed within a minute, and memory stays flat`() async throws
    {
        let place = try await TestInstallation(in: TempFolder())
        let person = try await place.newVisitor()
        try await place.seedPictures(Self.pictures, of: person)
        let before = Self.residentBytes
        let (clock, start) = (ContinuousClock(), ContinuousClock.now)
        var bytes = 0
        try await place.archives.pack(for: person, in: .english, askedBy: "operator") { bytes += $0.count }
        let time = clock.now - start
        let growth = Self.residentBytes - before
        print("export of \(Self.pictures) images: \(time), \(bytes) bytes, \(growth >> 20) MiB more resident")
        #expect(time < .seconds(60))
        #expect(growth < 200 << 20)
    }

    /// Of this process (proc(5), statm).
    private static var residentBytes: Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
    }
}

extension TestInstallation {
    /// Jobs with sealed prompts, each with a picture of 4 KiB.
    fileprivate func seedPictures(_ count: Int, of person: SubjectID) async throws {
        let permit = try await permit(for: person)
        let ids = IDs(clock: time.clock, randomness: .seeded())
        let (now, file) = (time.now, Data(Randomness.seeded().bytes(4_096)))
        let (table, column) = (try #require(SQLName("studio_job")), try #require(SQLName("prompt")))
        for _ in 0..<count {
            let (job, image): (JobID, ImageID) = (ids.next(), ids.next())
            let prompt = try await vault.seal(
                Data("a lighthouse in the fog, number \(job)".utf8),
                at: SealedPlace(table, column, row: job.value),
                under: permit
            )
            try await blobs.write(file, as: BlobName(image, variant: "full"), under: permit)
            try await store.write { tx in
                try tx.run(
                    """
                    INSERT INTO studio_job (id, subject_id, status, task, model, prompt, width, height, count, seed,
                        price, revision, created_at, finished_at)
                    VALUES (\(job), \(person), 'succeeded', 'generate', 'sketch', \(prompt.bytes), 64, 64, 1, 7, 0, 1,
                        \(now), \(now))
                    """
                )
                try tx.run(
                    """
                    INSERT INTO studio_image (id, subject_id, job_id, position, width, height, seed, bytes, source,
                        revision, made_at)
                    VALUES (\(image), \(person), \(job), 0, 64, 64, 7, 4096, 'digitalCreation', 1, \(now))
                    """
                )
            }
        }
    }
}
