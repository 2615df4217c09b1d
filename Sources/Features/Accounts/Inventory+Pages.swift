import Kernel

extension Accounts {
    /// What the account's own pages change.
    static let pageTables = [emailChanges, bringings]

    private static let emailChanges = InventoryTable(
        "accounts_email_change",
        subject: .column("subject_id"),
        columns: [
            .key("id"),
            .subject("subject_id"),
            .key("session_id"),
            column("email_index", .email, .pending, storage: .keyedHash, export: .omitted),
            column("email", .email, .pending),
            .impersonal("is_open", because: "whether the links change an account"),
            column("old_agreed_at", .behavior, .pending, storage: .plain),
            column("new_agreed_at", .behavior, .pending, storage: .plain),
            column("made_at", .behavior, .pending, storage: .plain),
            column("expires_at", .behavior, .pending, storage: .plain),
        ]
    )

    /// A visitor's row: it goes with the visitor, when all of theirs is the account's.
    private static let bringings = InventoryTable(
        "accounts_bringing",
        subject: .column("subject_id"),
        columns: [
            .subject("subject_id"), .key("account_id"),
            column("asked_at", .behavior, .pending, storage: .plain),
        ]
    )
}
