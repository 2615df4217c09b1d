import Accounts
import Analytics
import Audit
import Billing
package import Kernel
import Mail
import Moderation
import Privacy
import Queue
package import Store
import Studio
import Webhooks

/// What is stored, as each feature declares it.
extension Core {
    /// Every migration, in the order in which a new database gets them.
    package static let migrations: [Migration] =
        Queue.migrations + Accounts.migrations + Billing.migrations + Studio.migrations + Privacy.migrations
        + PrivacyChoices.migrations + Mail.migrations + AuditLog.migrations + Staff.migrations
        + Moderation.migrations + Analytics.migrations + Archives.migrations + CorrectionRelay.migrations
        + RequestDesk.migrations + Webhooks.migrations

    /// Every column of the main database.
    package static let inventory: [InventoryTable] =
        Queue.inventory + Accounts.inventory + Billing.inventory + Studio.inventory + Privacy.inventory
        + PrivacyChoices.inventory + Mail.inventory + AuditLog.inventory + Staff.inventory
        + Moderation.inventory + Analytics.inventory + Archives.inventory + CorrectionRelay.inventory
        + RequestDesk.inventory + Webhooks.inventory

    /// Every kind of file about people.
    package static let files: [InventoryFile] = Studio.files + Mail.files + Archives.files
}
