package import Audit
package import Kernel
import Store

extension Privacy {
    /// Freezes an account that is said to be a child's: from the next request on nothing of it is used until somebody has
    /// checked it.
    ///
    /// `acts` are logged with it, and only when it was not frozen before.
    /// - Returns: whether it was not.
    @discardableResult
    package func freeze(_ subject: SubjectID, logging acts: [PreparedAct]) async throws -> Bool {
        let (audit, now) = (audit, clock.now())
        return try await store.write(surviving: .powerCut) { tx in
            guard try FreezeRecords(tx).insert(subject, at: now) else { return false }
            for act in acts { try audit.append(act, in: tx) }
            return true
        }
    }

    /// Releases an account whose check found no child.
    /// - Returns: whether it was frozen.
    @discardableResult
    package func release(_ subject: SubjectID, logging acts: [PreparedAct]) async throws -> Bool {
        let audit = audit
        return try await store.write(surviving: .powerCut) { tx in
            guard try FreezeRecords(tx).delete(subject) else { return false }
            for act in acts { try audit.append(act, in: tx) }
            return true
        }
    }

    /// Since when somebody is frozen; nil for whoever is not.
    package func frozenSince(_ subject: SubjectID) async throws -> Timestamp? {
        try await store.read { tx in try FreezeRecords(tx).since(subject) }
    }

    /// How many accounts wait for a check.
    package func frozenAccounts() async throws -> Int {
        try await store.read { tx in try FreezeRecords(tx).count() }
    }
}
