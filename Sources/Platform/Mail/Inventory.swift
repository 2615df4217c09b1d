package import Kernel

extension Mail {
    /// What waiting mails tell about people; gone when they are sent.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "mail_outbox",
            subject: .column("subject_id"),
            keep: .until("expires_at", .days(2)),
            columns: [
                .key("id"),
                .subject("subject_id"),
                column("kind", .behavior, storage: .plain, export: .asStored),
                column("letter", .email, storage: .sealed, export: .omitted),
                column("made_at", .behavior, storage: .plain, export: .asStored),
                .impersonal("expires_at", because: "two days after the row was made"),
            ]
        )
    ]

    /// Mails that were written to files because no mail server is set: readable, for the operator to look at.
    package static let files = [
        InventoryFile(
            folder: "outbox",
            keep: .byFeature(.days(7)),
            data: PersonalData(
                category: .email,
                purpose: NotifyByMail.definition,
                storage: .plain,
                export: .omitted,
                erase: .deleteFile
            )
        )
    ]

    /// The letter itself is omitted from exports: it may hold a link that opens the account.
    private static func column(
        _ name: String,
        _ category: DataCategory,
        storage: StorageForm,
        export: ExportForm
    ) -> InventoryColumn {
        .personal(
            name,
            category,
            for: NotifyByMail.definition,
            storage: storage,
            export: export,
            erase: .deleteRow
        )
    }
}
