package import FoundationEssentials
import Kernel
package import Purposes
import Store
import Vault

extension Studio {
    /// What an earlier request under this key was answered; nil for the first one.
    ///
    /// `asked` is what the request asks for, in any form that is the same each time; the permit is for what it does.
    /// - Throws: `Problem` `idempotency_key_reused` when the earlier one asked for something else.
    package func answer<P>(
        to key: IdempotencyKey,
        asking asked: Data,
        under permit: borrowing Permit<P>
    ) async throws -> RememberedAnswer? {
        let (subject, now) = (permit.subject, clock.now())
        let (name, body) = indexes(of: key, asked, for: subject)
        let earlier = try await store.read { tx in
            try AnswerRecords(tx).earlier(name, of: subject, now: now)
        }
        guard let earlier else { return nil }
        guard earlier.body == body else { throw Problem(.idempotencyKeyReused) }
        let plain = try await vault.open(earlier.answer, under: permit)
        return try JSONDecoder().decode(RememberedAnswer.self, from: plain)
    }

    /// Keeps for a day what a request under this key was answered.
    package func remember<P>(
        _ answer: RememberedAnswer,
        to key: IdempotencyKey,
        asking asked: Data,
        under permit: borrowing Permit<P>
    ) async throws {
        let (subject, now, id): (SubjectID, Timestamp, RowID) = (permit.subject, clock.now(), ids.next())
        let (name, body) = indexes(of: key, asked, for: subject)
        let plain = try JSONEncoder().encode(answer)
        let sealed = try await vault.seal(plain, at: .answer(of: id), under: permit)
        try await store.write { tx in
            try AnswerRecords(tx).insert(id, sealed, key: name, body: body, of: subject, at: now)
        }
    }

    private func indexes(
        of key: IdempotencyKey,
        _ asked: Data,
        for subject: SubjectID
    ) -> (key: Data, body: Data) {
        (
            vault.index(subject.value.bytes + Data(key.text.utf8), as: "answer key"),
            vault.index(subject.value.bytes + asked, as: "answer body")
        )
    }
}
