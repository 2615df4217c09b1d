import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension Mail {
    /// Has what waits for somebody follow them to another address, and deletes the files of mails that went to the old one.
    ///
    /// One mail still goes to the old address: the one that tells it of the change. May be called again.
    package func readdress(
        from old: EmailAddress,
        to new: EmailAddress,
        of subject: SubjectID,
        changedAt moment: Timestamp
    ) async throws {
        let permit = try await gate.permit(HonourRights.self, for: subject)
        for waiting in try await store.read({ tx in try OutboxRecords(tx).letters(of: subject) }) {
            try await readdress(waiting, from: old, to: new, under: permit)
        }
        try await transport.forget(mark(of: subject), madeBefore: moment)
    }

    private func readdress(
        _ waiting: SealedLetter,
        from old: EmailAddress,
        to new: EmailAddress,
        under permit: borrowing Permit<HonourRights>
    ) async throws {
        let plain = try await vault.open(waiting.letter, under: permit)
        guard let letter = try? JSONDecoder().decode(StoredLetter.self, from: plain).letter,
            letter.recipient.text.lowercased() == old.text.lowercased()
        else { return }
        switch waiting.kind.readdressing {
        case .stays: return
        case .goes: try await store.write { tx in try OutboxRecords(tx).delete(waiting.id) }
        case .follows:
            let moved = try Letter(letter.kind, to: new, in: letter.language, values: letter.values)
            let bytes = try JSONEncoder().encode(StoredLetter(moved))
            let sealed = try await vault.seal(bytes, at: .letter(waiting.id), under: permit)
            try await store.write { tx in try OutboxRecords(tx).replace(waiting.id, by: sealed) }
        }
    }
}
