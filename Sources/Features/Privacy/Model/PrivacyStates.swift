package import Kernel
package import Purposes
package import Store

/// Tells the purpose gate what stands in a purpose's way.
package struct PrivacyStates: SubjectStates {
    private let store: any Store

    package init(store: any Store) {
        self.store = store
    }

    /// The number in `privacy_version`, which each change of anybody's state raises in its own transaction.
    package func version() throws -> Int64 {
        try store.glance { tx in try ErasureRecords(tx).version() }
    }

    package func state(of subject: SubjectID) async throws -> SubjectState {
        try await store.read { tx in
            var state = SubjectState()
            state.isErased = try ErasureRecords(tx).isErased(subject)
            state.isFrozenForAge = try FreezeRecords(tx).since(subject) != nil
            return state
        }
    }
}
