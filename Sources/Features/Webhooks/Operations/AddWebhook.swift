import FoundationEssentials
package import Kernel
import Outbound
import Purposes
import Store
import Vault

extension Webhooks {
    /// Sets a receiver up; its secret is shown this once.
    /// - Throws: `Problem` `address_refused` for a place that we do not go to, `too_many_webhooks`.
    package func add(_ new: NewWebhook, for subject: SubjectID) async throws -> ShownWebhook {
        try require(new.address)
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let (id, now, secret): (WebhookID, Timestamp, WebhookSecret) = (
            ids.next(), clock.now(), WebhookSecret(randomness)
        )
        var note: Sealed?
        if let text = new.note, !text.isEmpty { note = try await seal(text, of: id, under: permit) }
        let row = WebhookRow(
            id: id,
            subject: subject,
            address: try await seal(new.address, of: id, under: permit).bytes,
            note: note?.bytes,
            events: new.events,
            secret: try await vault.seal(secret.bytes, at: .secret(of: id), under: permit).bytes,
            oldSecret: nil,
            oldUntil: nil,
            madeAt: now,
            off: nil,
            failingSince: nil,
            pausedUntil: nil
        )
        try await store.write { tx in
            let records = WebhookRecords(tx)
            try records.lock(subject)
            guard try records.count(of: subject) < Self.most else {
                throw Problem(.tooManyWebhooks, ["most": "\(Self.most)"])
            }
            try records.insert(row)
        }
        return ShownWebhook(webhook: try await webhook(id, of: subject), secret: secret.text)
    }

    /// Refuses at once what every try would be refused for.
    func require(_ address: WebhookAddress) throws(Problem) {
        do throws(OutboundError) {
            try outbound.check(address.url, for: .webhook)
        } catch {
            throw Problem(error.problem.code, field: "url")
        }
    }

    func seal<P>(
        _ address: WebhookAddress,
        of id: WebhookID,
        under permit: borrowing Permit<P>
    ) async throws -> Sealed {
        try await vault.seal(Data(address.text.utf8), at: .address(of: id), under: permit)
    }

    func seal<P>(
        _ note: WebhookNote,
        of id: WebhookID,
        under permit: borrowing Permit<P>
    ) async throws -> Sealed {
        try await vault.seal(Data(note.text.utf8), at: .note(of: id), under: permit)
    }
}
