import Kernel
import Testing

@testable import App

/// What is derived from the inventory has to reach all of it.
struct InventoryReachTests {
    /// Accounts changes or deletes its own in the transaction that changes the address, and the relay's note goes with its work.
    private static let changedAtOnce: Set<String> = [
        "accounts_account.email", "accounts_account.email_index", "accounts_signup.email",
        "accounts_signup.email_index", "accounts_email_change.email", "accounts_email_change.email_index",
        "privacy_correction.old_email",
    ]

    /// The declared history: an answer goes to where was asked from, a last notice to where it was promised, and an address that
    /// wants no mails stays one.
    private static let kept: Set<String> = [
        "privacy_request.email", "privacy_request.email_index", "privacy_removal.notice",
        "mail_suppression.address_index",
    ]

    @Test func `a corrected address reaches every place where addresses are kept`() {
        let columns = Core.inventory.flatMap { table in
            table.columns.compactMap { column -> String? in
                guard case .personal(let data) = column.content, data.category == .email else { return nil }
                return "\(table.name).\(column.name)"
            }
        }
        let folders = Core.files.filter { $0.data.category == .email }.map(\.folder)
        let reached = Self.changedAtOnce.union(Self.kept).union(MailCopies.places).union(ReportCopies.places)
        #expect(
            Set(columns + folders).subtracting(reached) == [],
            "give Core.copies somebody who puts these right, as Core+Corrections.swift shows"
        )
    }

    @Test func `every folder of files about people has somebody who counts them`() {
        #expect(
            Set(Core.files.map(\.folder)).subtracting(Core.fileCounters.keys) == [],
            "Core.fileCounters says who counts a folder's files"
        )
    }
}
