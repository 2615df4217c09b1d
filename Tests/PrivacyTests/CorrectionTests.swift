import Kernel
import Logging
import Queue
import Store
import Synchronization
import TestSupport
import Testing
import Vault

@testable import Privacy

/// An address that was put right is put right everywhere, and then the old one is forgotten.
@Suite(.timeLimit(.minutes(5)))
struct CorrectionTests {
    private final class FakeCopy: CorrectableCopy {
        static let places: Set<String> = []

        private let state = Mutex<[CorrectedAddress]>([])

        var seen: [CorrectedAddress] { state.withLock { $0 } }

        func correct(_ address: CorrectedAddress, of subject: SubjectID) async throws {
            state.withLock { $0.append(address) }
        }
    }

    private let place: TestInstallation
    private let person: SubjectID
    private let copies = [FakeCopy(), FakeCopy()]
    private let old: EmailAddress
    private let new: EmailAddress

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        old = try #require(EmailAddress("old@mail.example"))
        new = try #require(EmailAddress("new@mail.example"))
    }

    @Test func `every copy learns of it, and the old address is kept no longer`() async throws {
        let note = try await noted()
        try await carried(note)
        let told = CorrectedAddress(old: old, new: new, changedAt: place.time.now)
        #expect(copies.map(\.seen) == [[told], [told]])
        #expect(try await place.rows(in: "privacy_correction") == 0)
    }

    @Test func `of somebody who is gone nothing is told`() async throws {
        let note = try await noted()
        try await place.ring.destroyKey(of: person)
        try await carried(note)
        #expect(copies.map(\.seen) == [[], []])
    }

    @Test func `what was begun and not finished is taken up again`() async throws {
        let note = try await noted()
        try await place.store.write { tx in _ = try tx.run("DELETE FROM queue_work") }
        #expect(try await place.corrections.resume() == 1)
        try await carried(note)
        #expect(try await place.corrections.resume() == 0)
    }

    private func noted() async throws -> PreparedCorrection {
        let relay = place.corrections
        let note = try await relay.prepare(from: old, of: person)
        try await place.store.write { tx in try relay.add(note, in: tx) }
        return note
    }

    /// Runs a worker until the note is gone.
    private func carried(_ note: PreparedCorrection) async throws {
        let new = new
        let worker = Worker(
            queue: place.queue,
            handlers: place.corrections.work(reaching: copies) { _ in new }
        )
        try await withThrowingTaskGroup { group in
            group.addTask { try await withLogger(.silent) { _ in try await worker.run() } }
            defer { group.cancelAll() }
            for await _ in place.queue.changes(of: note.id.value)
            where try await place.rows(in: "privacy_correction") == 0 {
                return
            }
        }
    }
}
