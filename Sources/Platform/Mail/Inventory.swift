package import Kernel

extension Mail {
    /// What waiting mails tell about people, gone when they are sent; who got which letter to many; and which addresses want
    /// no more of them.
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
        ),
        InventoryTable(
            ofNobody: "mail_campaign",
            columns: [
                .key("id"),
                .impersonal("digest", because: "a hash of the operator's words"),
                .impersonal("kind", because: "an update or news"),
                .impersonal("words", because: "the operator's words to everybody"),
                .impersonal("made_at", because: "when the operator sent them"),
                .impersonal("finished_at", because: "when everybody had been gone through"),
            ]
        ),
        InventoryTable(
            "mail_campaign_reader",
            subject: .column("subject_id"),
            keep: .after("at", .days(90)),
            columns: [
                .personal(
                    "campaign_id",
                    .behavior,
                    for: NotifyByMail.definition,
                    storage: .plain,
                    export: .asStored,
                    erase: .deleteRow
                ),
                .subject("subject_id"),
                column("at", .behavior, storage: .plain, export: .asStored),
            ]
        ),
        // Outlives the account, or signing up again would bring the mails back. It leads to nobody: the hash is made from
        // the address and the installation's key, and is looked up when a mail is about to go there.
        InventoryTable(
            "mail_suppression",
            subject: .nobody,
            keep: .after("at", .years(10)),
            columns: [
                suppression("address_index", .email, storage: .keyedHash, export: .omitted),
                suppression("class", .privacyChoice, storage: .plain, export: .omitted),
                suppression("at", .privacyChoice, storage: .plain, export: .omitted),
            ]
        ),
    ]

    /// Kept so that an objection to such mails is heeded for good (GDPR, article 21(3)).
    private static func suppression(
        _ name: String,
        _ category: DataCategory,
        storage: StorageForm,
        export: ExportForm
    ) -> InventoryColumn {
        .personal(
            name,
            category,
            for: HonourRights.definition,
            storage: storage,
            export: export,
            erase: .keep(.legalObligation)
        )
    }

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
