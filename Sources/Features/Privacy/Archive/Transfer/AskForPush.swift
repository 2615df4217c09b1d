import FoundationEssentials
package import Kernel
import Outbound
import Purposes
import Queue
import Store
import Vault

extension Archives {
    /// Has an archive sent to another installation: it is gone here once that one has taken it, as if it had been fetched.
    ///
    /// Until then nobody else can fetch it; when it was not taken, it is there as before.
    /// - Throws: `Problem` `not_found`, for other people's too; `export_not_ready`, `export_sending`, `export_taken`,
    ///   `export_expired`, `export_failed`; `address_refused`.
    package func push(
        _ id: ExportID,
        of subject: SubjectID,
        to address: TransferAddress
    ) async throws -> Export {
        try await export(id, of: subject).requireReady()
        do throws(OutboundError) {
            try outbound.check(address.url, for: .transfer)
        } catch {
            throw error.problem
        }
        let permit = try await gate.permit(HonourRights.self, for: subject)
        let (push, now): (PushID, Timestamp) = (ids.next(), clock.now())
        let sealed = try await vault.seal(
            Data(address.url.text.utf8),
            at: .pushAddress(of: push),
            under: permit
        )
        let row = PushRow(
            id: push,
            subject: subject,
            export: id,
            address: sealed.bytes,
            status: .sending,
            reason: nil,
            answer: nil,
            tries: 0,
            askedAt: now,
            endedAt: nil
        )
        let courier = courier
        try await store.write { tx in
            try tx.serialise(on: "export:\(subject.text)")
            guard try ExportRecords(tx).isReady(id, at: now) else { throw Problem(.exportTaken) }
            guard try !PushRecords(tx).isOpen(of: id) else { throw Problem(.exportSending) }
            try PushRecords(tx).insert(row)
            try courier.add(NewWork(PushExport.type, on: push.value, of: subject), in: tx)
        }
        courier.wake()
        return try await export(id, of: subject)
    }
}

extension Destination {
    /// Another installation, which somebody named for their own archive.
    static let transfer = Destination.named(by: .mover, as: "transfer")
}

extension SealedPlace {
    static func pushAddress(of push: PushID) -> SealedPlace {
        SealedPlace("privacy_push", "address", row: push)
    }
}
