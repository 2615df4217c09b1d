package import Audit
package import Kernel
package import Purposes

extension PrivacyOverview {
    /// Acts by which somebody else came to see a person's data.
    private static let looks: Set<AuditAct> = [.staffRead, .disclosure]

    package static let longestJournalPage = 100

    /// Who has looked at the data of the permit's subject, and to whom it was disclosed, newest first.
    ///
    /// A page begins before the `next` of the one before it, or with the newest look.
    package func journal(
        before leaf: Int? = nil,
        limit: Int,
        under permit: borrowing Permit<AccountForActs>
    ) async throws -> ActPage {
        try await audit.acts(
            Self.looks,
            before: leaf,
            limit: min(max(limit, 1), Self.longestJournalPage),
            under: permit
        )
    }
}
