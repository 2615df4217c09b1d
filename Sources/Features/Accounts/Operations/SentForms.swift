import FoundationEssentials
import Kernel
import Purposes
import Store
import Vault

extension Accounts {
    /// Notes a form before it is acted on.
    ///
    /// A server that ends while it acts leaves the note behind: nobody knows then how far it came, and acting twice would be
    /// worse than not at all.
    /// - Returns: whether the form came for the first time.
    package func begin(_ form: SentForm) async throws -> Bool {
        _ = try await gate.permit(ManageAccount.self, for: form.subject)
        let (index, now) = (index(of: form), clock.now())
        return try await store.write { tx in
            try SentFormRecords(tx).insert(index, of: form.subject, now: now)
        }
    }

    /// Forgets a form that was refused: nothing came of it, and it may be sent again.
    package func forget(_ form: SentForm) async throws {
        let index = index(of: form)
        try await store.write { tx in try SentFormRecords(tx).delete(index, of: form.subject) }
    }

    private func index(of form: SentForm) -> Data {
        vault.index(form.subject.value.bytes + Data(form.name.utf8), as: "sent form")
    }
}
