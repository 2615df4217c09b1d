import Blobs
import Engines
import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension Studio {
    /// Judges pictures before anything is known of who brings them, so that refused ones leave no visitor behind.
    /// - Throws: `Problem`, as `upload` does.
    package func check(_ upload: Upload) async throws {
        for (position, file) in upload.files.enumerated() {
            try await inTurn {
                _ = try await decoded(file.content.bytes(), field: upload.field(of: position))
            }
        }
    }

    /// Takes pictures in that a person brings: all of them, or none.
    ///
    /// Each becomes a picture with a job of its own that has ended. What is kept was decoded and encoded anew: upright, sRGB, and
    /// with nothing of what its file said beside its pixels but the term for how it was made. It costs nothing. A retry
    /// under the same idempotency key answers with the pictures that are there.
    /// - Throws: `Problem`; then nothing is stored.
    package func upload(_ upload: Upload, for subject: SubjectID) async throws -> [Image] {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        let (studio, memory) = (self, memory(of: upload, for: subject))
        let earlier = try await store.read { tx -> [Image]? in
            if let earlier = try studio.earlier(memory, of: subject, in: tx) { return earlier }
            try studio.requireRoom(for: Amount(count: upload.files.count, bytes: 0), of: subject, in: tx)
            return nil
        }
        if let earlier { return earlier }
        let names: [ImageID] = upload.files.map { _ in ids.next() }
        do {
            var arrivals: [Arrival] = []
            for (position, file) in upload.files.enumerated() {
                let place = Arrival.Place(
                    id: names[position],
                    kind: upload.kind,
                    field: upload.field(of: position),
                    key: upload.key
                )
                arrivals.append(try await arrive(file, at: place, under: permit))
            }
            await checkpoint.reach("upload.files")
            let images = try await commit(arrivals, memory, for: subject)
            // A retry that was quicker has stored them already.
            if images.map(\.id) != names { try await blobs.delete(names.flatMap(StoredForm.names)) }
            return images
        } catch {
            // What cannot go now is collected later.
            try? await blobs.delete(names.flatMap(StoredForm.names))
            throw error
        }
    }

    private func arrive(
        _ file: Upload.File,
        at place: Arrival.Place,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Arrival {
        try await inTurn { try await take(file, at: place, under: permit) }
    }

    /// Runs what holds a whole picture in memory, few at a time; or something else, at a turnstile of its own.
    func inTurn<Value>(
        at other: Turnstile? = nil,
        _ work: () async throws -> Value
    ) async throws -> Value {
        let turnstile = other ?? self.turnstile
        await turnstile.enter()
        do {
            try Task.checkCancellation()
            let value = try await work()
            await turnstile.leave()
            return value
        } catch {
            await turnstile.leave()
            throw error
        }
    }

    private func commit(
        _ arrivals: [Arrival],
        _ memory: UploadMemory?,
        for subject: SubjectID
    ) async throws -> [Image] {
        let (studio, until) = (self, clock.now() + IdempotencyKey.lifetime)
        return try await store.write { tx in
            if let earlier = try studio.earlier(memory, of: subject, in: tx) { return earlier }
            let bytes = arrivals.map(\.image.bytes).reduce(0, +)
            try studio.requireRoom(for: Amount(count: arrivals.count, bytes: bytes), of: subject, in: tx)
            let (jobs, images, requests) = (JobRecords(tx), ImageRecords(tx), RequestRecords(tx))
            for (position, arrival) in arrivals.enumerated() {
                try jobs.insertEnded(arrival.job)
                try images.insert(arrival.image, named: arrival.name, of: subject)
                try requests.insertWords(arrival.words, of: arrival.job.id, subject: subject)
                if let finding = arrival.finding {
                    try studio.screening.keep(finding, on: arrival.image.id, of: subject, in: tx)
                }
                guard let memory else { continue }
                try requests.insert(
                    memory.keys[position],
                    body: memory.body,
                    job: arrival.job.id,
                    of: subject,
                    until: until
                )
            }
            return arrivals.map(\.image)
        }
    }
}
