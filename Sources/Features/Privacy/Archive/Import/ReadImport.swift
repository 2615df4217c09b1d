import Archive
import Blobs
import FoundationEssentials
import Kernel
import Purposes
import Queue
import Store

/// Reads one archive that was brought here; after a crash it is read anew, and what is here already stays.
struct ReadImport: WorkHandler {
    static let type = WorkType(rawValue: "privacy.import")

    let archives: Archives

    var type: WorkType { Self.type }
    var isAlone: Bool { true }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let (id, archives) = (ImportID(work.target), archives)
        let row = try await archives.store.read { tx in try ImportRecords(tx).found(id) }
        guard let row, row.found.finishedAt == nil else {
            return try await archives.store.write { tx in try archives.queue.finish(work, in: tx) }
        }
        let permit = try await archives.gate.permit(HonourRights.self, for: row.subject)
        let (status, refusal, sections) = try await outcome(of: id, for: row.subject, under: permit)
        try await archives.shelf.delete([Archives.file(of: id)])
        let now = archives.clock.now()
        try await archives.store.write { tx in
            try archives.queue.finish(work, in: tx)
            try ImportRecords(tx).finish(id, status, refusal: refusal, sections, at: now)
        }
    }

    private func outcome(
        of id: ImportID,
        for subject: SubjectID,
        under permit: borrowing Permit<HonourRights>
    ) async throws -> (Import.Status, String?, [ImportedSection]) {
        guard let blob = try await archives.shelf.open(Archives.file(of: id), under: permit) else {
            return (.failed, nil, [])
        }
        let source = ArchiveSource(size: blob.size) { offset, count in try blob.readNow(count, at: offset) }
        do {
            let sections = try await archives.importer(id, for: subject).run(source)
            return (sections.contains(where: \.isPartial) ? .partial : .complete, nil, sections)
        } catch let refusal as ArchiveRefusal {
            return (.refused, refusal.rawValue, [])
        } catch is NoManifest {
            return (.refused, "no_manifest", [])
        }
    }

    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {
        let now = archives.clock.now()
        try ImportRecords(tx).finish(ImportID(work.target), .failed, refusal: nil, [], at: now)
    }
}
