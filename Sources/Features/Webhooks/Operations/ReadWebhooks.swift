package import Kernel
import Purposes
import Store
import Vault

extension Webhooks {
    /// Somebody's receivers, the newest first.
    package func webhooks(of subject: SubjectID) async throws -> [Webhook] {
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let rows = try await store.read { tx in try WebhookRecords(tx).webhooks(of: subject) }
        var webhooks: [Webhook] = []
        for row in rows { webhooks.append(try await open(row, under: permit)) }
        return webhooks
    }

    /// - Throws: `Problem` `not_found`, for other people's too.
    package func webhook(_ id: WebhookID, of subject: SubjectID) async throws -> Webhook {
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        return try await open(row(of: id, subject), under: permit)
    }

    func row(of id: WebhookID, _ subject: SubjectID) async throws -> WebhookRow {
        let found = try await store.read { tx in try WebhookRecords(tx).webhook(id, of: subject) }
        guard let found else { throw Problem(.notFound) }
        return found
    }

    func open<P>(_ row: WebhookRow, under permit: borrowing Permit<P>) async throws -> Webhook {
        var note: WebhookNote?
        if let bytes = row.note {
            let plain = try await vault.open(Sealed(bytes, at: .note(of: row.id)), under: permit)
            note = WebhookNote(stored: String(decoding: plain, as: UTF8.self))
        }
        return Webhook(
            id: row.id,
            address: try await address(of: row, under: permit),
            note: note,
            events: row.events,
            madeAt: row.madeAt,
            off: row.off,
            failingSince: row.failingSince,
            oldSecretUntil: row.oldUntil.flatMap { $0 > clock.now() ? $0 : nil }
        )
    }

    func address<P>(of row: WebhookRow, under permit: borrowing Permit<P>) async throws -> WebhookAddress {
        let plain = try await vault.open(Sealed(row.address, at: .address(of: row.id)), under: permit)
        return try WebhookAddress(String(decoding: plain, as: UTF8.self))
    }
}
