package import Kernel
import Store

extension Accounts {
    /// Makes sure that the age question was answered before something that takes it: an optional consent, publishing, the first
    /// use of a remote engine.
    ///
    /// An account has passed it at its sign-up; anybody else brings the ticket of an answer.
    /// - Throws: `Problem` `age_ticket_invalid` for one that is old, altered or missing.
    @discardableResult
    package func requireAge(of subject: SubjectID?, ticket text: String?) async throws -> AgeBand {
        if let subject,
            let band = try await store.read({ tx in try AccountRecords(tx).account(of: subject)?.band })
        {
            return band
        }
        return try ticket(text).band
    }
}
