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
    /// Jobs that wait or run, and those that batches will order.
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
                pictures: ImageRecords(tx).amount(of: subject).count,
                openJobs: JobRecords(tx).openJobs(of: subject)
                    + BatchRecords(tx, of: subject).waitingRows() + BulkRecords(tx, of: subject).waitingRows()
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
        try await moveBatches(from: giver, to: taker)
        while let job = try await store.read({ tx in try JobRecords(tx).oldestEndedJob(of: giver) }) {
            try Task.checkCancellation()
            try await move(job, to: taker)
        }
        try await moveCollections(from: giver, to: taker)
        let billing = billing
        return try await store.write { tx in
            guard try !JobRecords(tx).hasJobs(giver) else { return false }
            try billing.hand(entriesOf: nil, from: giver, to: taker, in: tx)
            return true
        }
    }

    private func move(_ job: JobRow, to taker: SubjectID) async throws {
        let giver = job.subject
        try await dropDeliveries(of: job.id)
        // Asked again for each job: a long move must notice an erasure or a restriction within it.
        let old = try await gate.permit(ProvideService.self, for: giver)
        let new = try await gate.permit(ProvideService.self, for: taker)
        let (pictures, names, memories) = try await store.read { tx in
            let images = ImageRecords(tx)
            let pictures = try images.pictures(of: job.id).map(\.id)
            return (pictures, try images.names(of: pictures), try images.memories(of: pictures))
        }
        for name in pictures.flatMap(StoredForm.names) {
            try await blobs.reseal(name, from: old, to: new)
            await checkpoint.reach("move.file")
        }
        let moved = try await moved(job, names, from: old, to: new)
        let movedMemories = try await resealed(memories, from: old, to: new)
        let billing = billing
        try await store.write { tx in
            guard try JobRecords(tx).hand(moved, from: giver) else { return }
            let images = ImageRecords(tx)
            try images.hand(picturesOf: job.id, to: taker)
            try ShareRecords(tx).hand(sharesOf: job.id, to: taker)
            try InputRecords(tx).hand(inputsOf: job.id, to: taker)
            try CallRecords(tx).hand(callsOf: job.id, to: taker)
            for (picture, name) in moved.names { try images.setName(name, of: picture) }
            for (picture, memory) in movedMemories { try images.setMemory(memory, of: picture) }
            let requests = RequestRecords(tx)
            try requests.forget(job.id)
            try requests.insertWords(moved.words, of: job.id, subject: taker)
            try billing.hand(entriesOf: job.id, from: giver, to: taker, in: tx)
        }
        await checkpoint.reach("move.rows")
    }

    /// The collections follow their pictures; one at a time, for the same reason.
    private func moveCollections(from giver: SubjectID, to taker: SubjectID) async throws {
        let rows = try await store.read { tx in try CollectionRecords(tx, of: giver).collections() }
        for row in rows {
            let old = try await gate.permit(ProvideService.self, for: giver)
            let new = try await gate.permit(ProvideService.self, for: taker)
            let name = try await reseal(row.name, at: .name(of: row.id), from: old, to: new).sealed
            try await store.write { tx in
                try CollectionRecords(tx, of: giver).hand(row.id, named: name, to: taker)
            }
        }
    }

    private func moved(
        _ job: JobRow,
        _ names: [(ImageID, Sealed)],
        from old: borrowing Permit<ProvideService>,
        to new: borrowing Permit<ProvideService>
    ) async throws -> MovedJob {
        let words = try await reseal(job.prompt, at: .prompt(of: job.id), from: old, to: new)
        var notes: Sealed?
        if let sealed = job.notes {
            notes = try await reseal(sealed, at: .notes(of: job.id), from: old, to: new).sealed
        }
        var (texts, sealedNames): ([Data], [ImageID: Sealed]) = ([words.plain].compactMap { $0 }, [:])
        var settings: Sealed?
        if let sealed = job.settings {
            let details = try await reseal(sealed, at: .settings(of: job.id), from: old, to: new)
            settings = details.sealed
            let known = details.plain.flatMap { try? JobSettings(json: $0) }
            texts += known?.texts.map { Data($0.utf8) } ?? []
        }
        for (picture, sealed) in names {
            let name = try await reseal(sealed, at: .name(of: picture), from: old, to: new)
            sealedNames[picture] = name.sealed
            texts += [name.plain].compactMap { $0 }
        }
        var tokens: Set<Data> = []
        for text in texts {
            try await tokens.formUnion(
                vault.searchTokens(of: String(decoding: text, as: UTF8.self), under: new)
            )
        }
        return MovedJob(
            id: job.id,
            owner: new.subject,
            prompt: words.sealed,
            notes: notes,
            settings: settings,
            names: sealedNames,
            words: tokens
        )
    }

    /// A value sealed anew; what is damaged stays as it is, and as unreadable.
    func reseal(
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
    let settings: Sealed?
    /// Of those of its pictures that were brought.
    let names: [ImageID: Sealed]
    /// What the new owner's search finds it by.
    let words: Set<Data>
}
