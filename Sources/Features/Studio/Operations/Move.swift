import Billing
import Blobs
import FoundationEssentials
package import Kernel
package import Purposes
import Store
import Vault

/// How much somebody has made.
package struct Belongings: Hashable, Sendable {
    package let pictures: Int
    /// Jobs that wait or run.
    package let openJobs: Int

    package var isEmpty: Bool { pictures == 0 && openJobs == 0 }

    package init(pictures: Int, openJobs: Int) {
        self.pictures = pictures
        self.openJobs = openJobs
    }
}

extension Studio {
    /// How much a person has made.
    package func belongings(under permit: borrowing Permit<ProvideService>) async throws -> Belongings {
        let subject = permit.subject
        return try await store.read { tx in
            try Belongings(
                pictures: ImageRecords(tx).count(of: subject, holding: []),
                openJobs: JobRecords(tx).openJobs(of: subject)
            )
        }
    }

    /// Moves a person's jobs that have ended, with their pictures, words and ledger lines, to another subject, all sealed anew
    /// under that one's key; ids and addresses stay.
    ///
    /// A job's files are sealed anew in their places, one after another; then its rows change hands in one transaction. A
    /// crash in between leaves files that only the new owner's key opens and rows that are still the old one's: the next run
    /// finds both and goes on. Nobody may be reading as the old owner meanwhile.
    /// - Returns: whether nothing is left; a job that still runs is.
    package func move(from giver: SubjectID, to taker: SubjectID) async throws -> Bool {
        while let job = try await store.read({ tx in try JobRecords(tx).oldestEndedJob(of: giver) }) {
            try Task.checkCancellation()
            try await move(job, to: taker)
        }
        let billing = billing
        return try await store.write { tx in
            guard try !JobRecords(tx).hasJobs(giver) else { return false }
            try billing.hand(entriesOf: nil, from: giver, to: taker, in: tx)
            return true
        }
    }

    private func move(_ job: JobRow, to taker: SubjectID) async throws {
        let giver = job.subject
        // Asked again for each job: a long move must notice an erasure or a restriction within it.
        let old = try await gate.permit(ProvideService.self, for: giver)
        let new = try await gate.permit(ProvideService.self, for: taker)
        let pictures = try await store.read { tx in try ImageRecords(tx).pictures(of: job.id) }
        for name in pictures.flatMap({ StoredForm.names(of: $0.id) }) {
            try await blobs.reseal(name, from: old, to: new)
            await checkpoint.reach("move.file")
        }
        let moved = try await moved(job, from: old, to: new)
        let billing = billing
        try await store.write { tx in
            guard try JobRecords(tx).hand(moved, from: giver) else { return }
            try ImageRecords(tx).hand(picturesOf: job.id, to: taker)
            let requests = RequestRecords(tx)
            try requests.forget(job.id)
            try requests.insertWords(moved.words, of: job.id, subject: taker)
            try billing.hand(entriesOf: job.id, from: giver, to: taker, in: tx)
        }
        await checkpoint.reach("move.rows")
    }

    private func moved(
        _ job: JobRow,
        from old: borrowing Permit<ProvideService>,
        to new: borrowing Permit<ProvideService>
    ) async throws -> MovedJob {
        let words = try await reseal(job.prompt, at: .prompt(of: job.id), from: old, to: new)
        var notes: Sealed?
        if let sealed = job.notes {
            notes = try await reseal(sealed, at: .notes(of: job.id), from: old, to: new).sealed
        }
        var tokens: Set<Data> = []
        if let plain = words.plain {
            tokens = try await vault.searchTokens(of: String(decoding: plain, as: UTF8.self), under: new)
        }
        return MovedJob(id: job.id, owner: new.subject, prompt: words.sealed, notes: notes, words: tokens)
    }

    /// A value sealed anew; what is damaged stays as it is, and as unreadable.
    private func reseal(
        _ sealed: Sealed,
        at place: SealedPlace,
        from old: borrowing Permit<ProvideService>,
        to new: borrowing Permit<ProvideService>
    ) async throws -> (sealed: Sealed, plain: Data?) {
        do {
            let plain = try await vault.open(sealed, under: old)
            return (try await vault.seal(plain, at: place, under: new), plain)
        } catch VaultError.damaged {
            return (sealed, nil)
        }
    }
}

/// A job in its new owner's hands, ready to be stored.
struct MovedJob: Sendable {
    let id: JobID
    let owner: SubjectID
    let prompt: Sealed
    let notes: Sealed?
    /// What the new owner's search finds it by.
    let words: Set<Data>
}
