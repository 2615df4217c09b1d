package import Blobs
package import Kernel
import Purposes
import Store

extension Archives {
    /// Hands an archive over, once; call `discard` when it has gone out or has broken off.
    /// - Throws: `Problem` `not_found`; `export_not_ready`, `export_sending`, `export_taken`, `export_expired`, `export_failed`.
    package func take(_ id: ExportID, of subject: SubjectID) async throws -> OpenedBlob {
        let export = try await export(id, of: subject)
        if export.status != .taken || !tampering.keepsLinks() { try export.requireReady() }
        let permit = try await gate.permit(HonourRights.self, for: subject)
        guard let blob = try await shelf.open(Self.file(of: id), under: permit) else {
            throw Problem(.exportExpired)
        }
        guard !tampering.keepsLinks() else { return blob }
        let now = clock.now()
        let isTaken = try await store.write { tx in try ExportRecords(tx).take(id, at: now) }
        guard isTaken else { throw Problem(.exportTaken) }
        return blob
    }

    /// Deletes the bytes of an archive that was handed over.
    package func discard(_ id: ExportID) async throws {
        guard !tampering.keepsLinks() else { return }
        try await shelf.delete([Self.file(of: id)])
    }

    static func file(of export: ExportID) -> BlobName { BlobName(of: export, variant: "zip") }
}
