package import Kernel
import Store
import Vault

extension Accounts {
    /// A subject for somebody who writes to us and has neither visit nor account: first the key, durably, then the row.
    ///
    /// Upkeep erases them at the end of `lifetime`.
    package func correspondent(keptFor lifetime: Duration) async throws -> SubjectID {
        let (subject, end): (SubjectID, Timestamp) = (ids.next(), clock.now() + lifetime)
        try await ring.makeKey(for: subject)
        try await store.write { tx in try CorrespondentRecords(tx).insert(subject, until: end) }
        return subject
    }

    /// Where somebody with an account is written to; nil for anybody else.
    package func mailAddress(
        of subject: SubjectID
    ) async throws -> (address: EmailAddress, language: Language)? {
        do {
            let account = try await account(of: subject)
            return (account.email, account.language)
        } catch let problem as Problem where problem.code == .notFound {
            return nil
        }
    }
}
