import Archive
import Audit
import Blobs
package import FoundationEssentials
package import Kernel
import Purposes
import Queue
import Store

/// An archive that is just arriving: sealed from its first byte, and known to nobody before it is whole.
package final class ArrivingArchive {
    let id: ImportID
    let subject: SubjectID
    let writer: SealedBlobWriter
    /// Nil for what its person brings here themselves.
    let delivery: Delivery?
    private let slots: ArrivingSlots

    /// It has a slot already, and gives it back when it is let go at the latest.
    init(
        id: ImportID,
        subject: SubjectID,
        writer: SealedBlobWriter,
        delivery: Delivery?,
        slots: ArrivingSlots
    ) {
        self.id = id
        self.subject = subject
        self.writer = writer
        self.delivery = delivery
        self.slots = slots
    }

    deinit {
        end()
    }

    /// Lets the person's next one in.
    func end() {
        slots.giveBack(id, of: subject)
    }

    /// - Throws: `Problem` `body_too_large`.
    package func append(_ bytes: Data) async throws {
        guard writer.size + bytes.count <= Archives.longestImport else {
            throw Problem(.bodyTooLarge, ["limit": "\(Archives.longestImport / 1_024)"])
        }
        try await writer.append(bytes)
    }
}

extension Archives {
    /// Of an archive that is brought here, in bytes.
    package static let longestImport = 2 << 30

    /// Begins to take an archive in; `arrived` goes on with it, and `left` removes it.
    /// - Throws: `Problem` `import_running` while another one of the person's arrives or is being read; `too_busy`; `restricted`,
    ///   `account_restricted` while nothing of theirs may be used, since then nothing could be taken over.
    package func arriving(for subject: SubjectID) async throws -> ArrivingArchive {
        try await begin(for: subject, by: nil)
    }

    func begin(for subject: SubjectID, by delivery: Delivery?) async throws -> ArrivingArchive {
        let permit = try await gate.permit(HonourRights.self, for: subject)
        try await requireServed(subject)
        let id: ImportID = ids.next()
        try slots.take(id, for: subject)
        do {
            try await requireNoOther(of: subject)
            return ArrivingArchive(
                id: id,
                subject: subject,
                writer: try await shelf.begin(Self.file(of: id), under: permit),
                delivery: delivery,
                slots: slots
            )
        } catch {
            slots.giveBack(id, of: subject)
            throw error
        }
    }

    /// Has an archive that is here whole read; the transfer address that it came by is used up in the same transaction.
    /// - Throws: `Problem` `import_running`; `arrival_over` when another delivery was faster, or the address has run out.
    package func arrived(_ archive: ArrivingArchive) async throws -> Import {
        let (id, subject, delivery) = (archive.id, archive.subject, archive.delivery)
        let (now, queue) = (clock.now(), queue)
        defer { archive.end() }
        try await archive.writer.finish()
        if delivery != nil { await checkpoint.reach("arrival.file") }
        do {
            try await store.write { tx in
                try tx.serialise(on: "import:\(subject.text)")
                guard try !ImportRecords(tx).isOpen(of: subject) else { throw Problem(.importRunning) }
                if let delivery, try !ArrivalRecords(tx).use(delivery, at: now) {
                    throw Problem(.arrivalOver)
                }
                try ImportRecords(tx).insert(id, of: subject, at: now)
                try queue.add(NewWork(ReadImport.type, on: id.value, of: subject), in: tx)
            }
        } catch {
            try? await shelf.delete([Self.file(of: id)])
            throw error
        }
        queue.wake()
        return try await imported(id, of: subject)
    }

    package func left(_ archive: ArrivingArchive) async {
        await archive.writer.discard()
        archive.end()
    }

    /// Whoever may not be served has nothing taken over, so that nothing is to come.
    func requireServed(_ subject: SubjectID) async throws {
        guard let refusal = try await gate.refusal(of: ProvideService.self, for: subject) else { return }
        throw Problem(refusal)
    }

    private func requireNoOther(of subject: SubjectID) async throws {
        let isOpen = try await store.read { tx in try ImportRecords(tx).isOpen(of: subject) }
        guard !isOpen else { throw Problem(.importRunning) }
    }

    /// One of a person's imports.
    /// - Throws: `Problem` `not_found`, for other people's too.
    package func imported(_ id: ImportID, of subject: SubjectID) async throws -> Import {
        let row = try await store.read { tx in try ImportRecords(tx).found(id) }
        guard let row, row.subject == subject else { throw Problem(.notFound) }
        return row.found
    }

    /// What a person brought last; nil for somebody who has brought nothing lately.
    package func newestImport(of subject: SubjectID) async throws -> Import? {
        let id = try await store.read { tx in try ImportRecords(tx).newest(of: subject) }
        guard let id else { return nil }
        return try await imported(id, of: subject)
    }

    /// Reads an archive at once, as the queued work does: for the operator's command.
    /// - Returns: what became of each section, and whether all that can be taken over is here.
    /// - Throws: `Problem` `archive_refused`; then nothing was taken.
    package func read(
        _ source: ArchiveSource,
        for subject: SubjectID,
        askedBy role: String
    ) async throws -> (sections: [ImportedSection], isComplete: Bool) {
        do {
            let sections = try await importer(ids.next(), for: subject).run(source)
            try await audit.record(.broughtIn, about: subject, [.what: "archive", .role: role])
            return (sections, !sections.contains(where: \.isPartial))
        } catch let refusal as ArchiveRefusal {
            throw Problem(.archiveRefused, ["reason": refusal.rawValue])
        } catch is NoManifest {
            throw Problem(.archiveRefused, ["reason": "no_manifest"])
        }
    }

    func importer(_ id: ImportID, for subject: SubjectID) -> Importer {
        Importer(taker: taker, tampering: tampering, id: id, subject: subject)
    }

    static func file(of id: ImportID) -> BlobName { BlobName(of: id, variant: "zip") }
}
