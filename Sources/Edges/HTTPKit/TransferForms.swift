package import Accounts
package import Kernel
package import Privacy

/// Archives that go from one installation to another, for pages and programs alike.
package struct TransferForms: Sendable {
    /// A transfer address as its person copies it, once.
    package struct Address: Sendable {
        package let text: String
        package let expiresAt: Timestamp

        package init(text: String, expiresAt: Timestamp) {
            self.text = text
            self.expiresAt = expiresAt
        }
    }

    private let archives: Archives
    private let accounts: Accounts
    private let limits: RightsGuard
    private let base: String

    /// - Parameters:
    ///   - archives: what goes and comes.
    ///   - accounts: knows who has just shown that it is them.
    ///   - limits: bounds how often somebody sends.
    ///   - base: the base URL, without a slash at the end.
    package init(
        archives: Archives,
        accounts: Accounts,
        limits: RightsGuard,
        base: String
    ) {
        self.archives = archives
        self.accounts = accounts
        self.limits = limits
        self.base = base
    }

    /// Makes the address at which another installation can bring an archive of the asker's.
    /// - Throws: `Problem` `not_found` for whoever nothing is kept of, `quota-exceeded`.
    package func expect(_ context: AppContext) async throws -> Address {
        let subject = try context.requirePerson().subject
        try limits.require(bringingOf: subject, context)
        let expected = try await archives.expectArrival(for: subject)
        return Address(text: base + Route.arrival(expected.token).path, expiresAt: expected.expiresAt)
    }

    /// Begins to take in an archive that the asker brings.
    /// - Throws: `Problem` `quota-exceeded` and what `Archives.arriving` throws.
    package func arriving(_ context: AppContext) async throws -> ArrivingArchive {
        let subject = try context.requirePerson().subject
        try limits.require(bringingOf: subject, context)
        return try await archives.arriving(for: subject)
    }

    /// Charges what another installation brings, once its address is known to be one.
    /// - Throws: `Problem` `quota-exceeded`.
    package func requireDelivery(to token: TransferToken, _ context: AppContext) throws(Problem) {
        try limits.require(bringingTo: token, context)
    }

    /// Has an archive of the asker's sent to the address that they pasted: a proof as fresh as for fetching it.
    /// - Throws: `Problem` `reauthenticate`, `transfer_address_malformed`, `quota-exceeded` and what `Archives.push` throws.
    package func send(
        _ export: ExportID,
        to pasted: String,
        _ context: AppContext
    ) async throws -> Export {
        let person = try context.requirePerson()
        if let session = person.session { try accounts.requireFresh(session) }
        guard let address = TransferAddress(pasted) else {
            throw Problem(.transferAddressMalformed, field: "to")
        }
        try limits.require(sendingOf: person.subject, context)
        return try await archives.push(export, of: person.subject, to: address)
    }
}
