package import Kernel
package import Store

/// Has the requests about an account that is erased be about nobody's any more; each goes on under its own subject.
package struct RequestTraces: SubjectTraces {
    private let store: any Store

    package init(store: any Store) {
        self.store = store
    }

    package func delete(of subject: SubjectID) async throws {
        try await store.write { tx in try RequestRecords(tx).forget(account: subject) }
    }
}
