package import Kernel
import Store

extension Accounts {
    /// Makes sure that the age question was answered before something that takes it: an optional consent, publishing, the first
    /// use of a remote engine.
    ///
    /// An account has passed it at its sign-up, and a visitor whose answer was kept with `keep`; anybody else brings the ticket of
    /// an answer.
    /// - Throws: `Problem` `age_ticket_invalid` for one that is old, altered or missing.
    @discardableResult
    package func requireAge(of subject: SubjectID?, ticket text: String?) async throws -> AgeBand {
        if let subject,
            let band = try await store.read({ tx in
                try AccountRecords(tx).account(of: subject)?.band ?? VisitorRecords(tx).band(of: subject)
            })
        {
            return band
        }
        return try ticket(text).band
    }

    /// Whether it is an account's, not a visitor's.
    package func hasAccount(_ subject: SubjectID) async throws -> Bool {
        try await store.read { tx in try AccountRecords(tx).account(of: subject) != nil }
    }

    /// Whether somebody is of the staff; nil for whoever has no account.
    package func isStaff(_ subject: SubjectID) async throws -> Bool? {
        try await store.read { tx in
            guard try AccountRecords(tx).account(of: subject) != nil else { return nil }
            return try StaffRecords(tx).role(of: subject) != nil
        }
    }

    /// Keeps of a visitor's answer how old they are, roughly, so that they are asked once.
    package func keep(_ band: AgeBand, of visitor: SubjectID) async throws {
        try await store.write { tx in try VisitorRecords(tx).setBand(band, of: visitor) }
    }
}
