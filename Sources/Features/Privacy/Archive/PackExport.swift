import Audit
import Blobs
import FoundationEssentials
import Kernel
import Purposes
import Queue
import Store

/// Makes one archive, sealed from its first byte; after a crash it is made anew, in the same place.
struct PackExport: WorkHandler {
    static let type = WorkType(rawValue: "privacy.export")

    let archives: Archives

    var type: WorkType { Self.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let (id, archives) = (ExportID(work.target), archives)
        let found = try await archives.store.read { tx in try ExportRecords(tx).export(id) }
        guard let row = found, row.readyAt == nil else {
            return try await archives.store.write { tx in try archives.queue.finish(work, in: tx) }
        }
        let permit = try await archives.gate.permit(HonourRights.self, for: row.subject)
        let writer = try await archives.shelf.begin(Archives.file(of: id), under: permit)
        let packer = ArchivePacker(archives: archives, language: row.language) { fraction in
            report(WorkProgress(stage: "packing", fraction: fraction, isRunning: true))
        }
        do {
            try await packer.pack(into: writer.append, under: permit)
            try await writer.finish()
        } catch {
            await writer.discard()
            throw error
        }
        await archives.checkpoint.reach("export.file")
        let act = try await archives.audit.prepare(.export, about: row.subject, [.what: "archive"])
        let (bytes, now) = (writer.size, archives.clock.now())
        try await archives.store.write { tx in
            try archives.queue.finish(work, in: tx)
            try ExportRecords(tx).finish(id, bytes: bytes, at: now, until: now + Archives.patience)
            try archives.audit.append(act, in: tx)
        }
    }

    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {
        try ExportRecords(tx).fail(ExportID(work.target), at: archives.clock.now())
    }
}
