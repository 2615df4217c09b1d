package import Kernel
import Mail
package import Store

/// Who has not switched updates off in their account; read anew for each mail.
package struct AccountReaders: UpdateReaders {
    private let store: any Store

    package init(store: any Store) {
        self.store = store
    }

    package func takesUpdates(_ subject: SubjectID) async throws -> Bool {
        try await store.read { tx in try AccountRecords(tx).takesUpdates(subject) }
    }
}
