import Kernel

extension Accounts {
    /// What the account's own pages change.
    static let pageTables = [emailChanges, bringings, sentForms]

    private static let emailChanges = InventoryTable(
        "accounts_email_change",
        subject: .column("subject_id"),
        keep: .until("expires_at", .days(1)),
        columns: [
            .key("id"),
            .subject("subject_id"),
            .key("session_id"),
            column("email_index", .email, .account, storage: .keyedHash, export: .omitted),
            column("email", .email, .account),
            .impersonal("is_open", because: "whether the links change an account"),
            column("old_agreed_at", .behavior, .account, storage: .plain),
            column("new_agreed_at", .behavior, .account, storage: .plain),
            column("made_at", .behavior, .account, storage: .plain),
            column("expires_at", .behavior, .account, storage: .plain),
        ]
    )

    /// A visitor's row: it goes with the visitor, when all of theirs is the account's.
    private static let bringings = InventoryTable(
        "accounts_bringing",
        subject: .column("subject_id"),
        keep: .byFeature(.days(1), since: "asked_at"),
        columns: [
            .subject("subject_id"), .key("account_id"),
            column("asked_at", .behavior, .account, storage: .plain),
        ]
    )

    /// What keeps a page that is loaded anew from making another key.
    private static let sentForms = InventoryTable(
        "accounts_sent_form",
        subject: .column("subject_id"),
        keep: .until("expires_at", .days(1)),
        columns: [
            .subject("subject_id"),
            column("form_index", .behavior, .account, storage: .keyedHash, export: .omitted),
            column("expires_at", .behavior, .account, storage: .plain),
        ]
    )
}
