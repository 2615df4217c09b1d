package import Kernel
import Purposes
import Queue
import Store
import Vault

extension Webhooks {
    /// Changes a receiver, or switches it on or off; what waits for one that is switched off is not sent any more.
    /// - Throws: `Problem` `not_found`, for other people's too; `address_refused`.
    package func change(
        _ id: WebhookID,
        _ change: WebhookChange,
        of subject: SubjectID
    ) async throws -> Webhook {
        if let address = change.address { try require(address) }
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        var (address, note): (Sealed?, Sealed?) = (nil, nil)
        if let new = change.address { address = try await seal(new, of: id, under: permit) }
        if let new = change.note, !new.isEmpty { note = try await seal(new, of: id, under: permit) }
        let (sealedAddress, sealedNote, now) = (address, note, clock.now())
        try await store.write { tx in
            let records = WebhookRecords(tx)
            try records.lock(subject)
            guard try records.webhook(id, of: subject) != nil else { throw Problem(.notFound) }
            if let sealedAddress { try records.setAddress(sealedAddress.bytes, of: id) }
            if change.note != nil { try records.setNote(sealedNote?.bytes, of: id) }
            if let events = change.events { try records.setEvents(events, of: id) }
            switch change.isOn {
            case true?: try records.switchOn(id)
            case false?:
                guard try records.switchOff(id, because: .owner, at: now) else { return }
                try WebhookDeliveryRecords(tx).stop(id, because: .switchedOff, at: now)
            case nil: break
            }
        }
        return try await webhook(id, of: subject)
    }

    /// Gives a receiver a new secret, shown this once; for a day the one before signs too.
    ///
    /// Of two renewals within a day the first one's secret signs no longer: there are never more than two.
    /// - Throws: `Problem` `not_found`, for other people's too.
    package func rotate(_ id: WebhookID, of subject: SubjectID) async throws -> ShownWebhook {
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let row = try await row(of: id, subject)
        let plain = try await vault.open(Sealed(row.secret, at: .secret(of: id)), under: permit)
        let secret = WebhookSecret(randomness)
        let old = try await vault.seal(plain, at: .oldSecret(of: id), under: permit)
        let new = try await vault.seal(secret.bytes, at: .secret(of: id), under: permit)
        let end = clock.now() + Webhook.overlap
        try await store.write { tx in
            let records = WebhookRecords(tx)
            try records.lock(subject)
            // Somebody who renewed it at the same time has been shown a secret that must not be lost.
            guard try records.webhook(id, of: subject)?.secret == row.secret else { throw Problem(.notFound) }
            try records.setSecret(new.bytes, old: old.bytes, until: end, of: id)
        }
        return ShownWebhook(webhook: try await webhook(id, of: subject), secret: secret.text)
    }

    /// Forgets a receiver, and what it was told.
    /// - Throws: `Problem` `not_found`, for other people's too.
    package func delete(_ id: WebhookID, of subject: SubjectID) async throws {
        let queue = queue
        try await store.write { tx in
            let records = WebhookRecords(tx)
            try records.lock(subject)
            guard try records.delete(id, of: subject) else { throw Problem(.notFound) }
            _ = try queue.cancel(DeliverWebhooks.type, on: id.value, in: tx)
        }
        queue.announceCancel(of: id.value)
    }
}
